package main

import (
	"bytes"
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// hashEntries: FOLDER. Grows a tree of its own from the entries alone. Its root must be the signed one, and each tile of the
// folder what tlog.ReadTileData makes of it. Names the files it read.
func hashEntries(key string, args []string) (any, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	files, signed, err := openFolder(args[0], key)
	if err != nil {
		return nil, err
	}
	own, err := growTree(files, signed.Size)
	if err != nil {
		return nil, err
	}
	root, err := tlog.TreeHash(signed.Size, own)
	if err != nil {
		return nil, err
	}
	if root != signed.Root {
		return nil, errors.New("the entries do not give the signed root")
	}
	for _, tile := range widestTiles(signed.Size) {
		if err := compareTile(files, own, tile); err != nil {
			return nil, err
		}
	}
	return map[string]any{"size": signed.Size, "root": root, "files": files.names()}, nil
}

func growTree(files *export, size int64) (hashes, error) {
	var own hashes
	for first := int64(0); first < size; first += width {
		entries, err := files.bundle(first/width, size)
		if err != nil {
			return nil, err
		}
		for i, entry := range entries {
			added, err := tlog.StoredHashes(first+int64(i), entry, own)
			if err != nil {
				return nil, err
			}
			own = append(own, added...)
		}
	}
	return own, nil
}

// widestTiles lists the tiles of a tree. Older versions of tlog.NewTiles list every width that a tile ever had.
func widestTiles(size int64) []tlog.Tile {
	var widest []tlog.Tile
	for _, tile := range tlog.NewTiles(height, 0, size) {
		if last := len(widest) - 1; last >= 0 && widest[last].L == tile.L && widest[last].N == tile.N {
			widest = widest[:last]
		}
		widest = append(widest, tile)
	}
	return widest
}

func compareTile(files *export, own hashes, tile tlog.Tile) error {
	expected, err := tlog.ReadTileData(tile, own)
	if err != nil {
		return err
	}
	data, err := files.ReadTiles([]tlog.Tile{tile})
	if err != nil {
		return err
	}
	if !bytes.Equal(data[0], expected) {
		return errors.New(pathOf(tile) + " is not the tile of these entries")
	}
	return nil
}

// hashes are those of a whole tree, in the order of tlog.StoredHashIndex. They are a tlog.HashReader.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = h[index]
	}
	return found, nil
}
