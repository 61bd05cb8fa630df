package main

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
)

// An export is a folder in the layout of C2SP tlog-tiles. It is a tlog.TileReader.
type export struct {
	folder string
	read   map[string]bool
}

func openExport(folder string) *export {
	return &export{folder: folder, read: map[string]bool{}}
}

func (e *export) Height() int { return height }

func (e *export) SaveTiles([]tlog.Tile, [][]byte) {}

// ReadTiles reads tiles where C2SP puts them.
func (e *export) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		var err error
		if data[i], err = e.readFile(pathOf(tile)); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// bundle reads the entries that stand under one tile of leaf hashes, in a log of that size.
func (e *export) bundle(index, size int64) ([][]byte, error) {
	tile := tlog.Tile{H: height, L: -1, N: index, W: width}
	if rest := size - index*width; rest < width {
		tile.W = int(rest)
	}
	data, err := e.readFile(pathOf(tile))
	if err != nil {
		return nil, err
	}
	entries := make([][]byte, 0, tile.W)
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("a bundle of entries is cut short")
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries, data = append(entries, data[2:end]), data[end:]
	}
	if len(entries) != tile.W {
		return nil, errors.New("a bundle has not as many entries as it should")
	}
	return entries, nil
}

// pathOf leaves out the height, which Go's paths name and which is always 8; and what Go calls data, C2SP calls entries.
func pathOf(tile tlog.Tile) string {
	return strings.NewReplacer("tile/8/data/", "tile/entries/", "tile/8/", "tile/").Replace(tile.Path())
}

func (e *export) readFile(path string) ([]byte, error) {
	e.read[path] = true
	return os.ReadFile(filepath.Join(e.folder, filepath.FromSlash(path)))
}

// names lists the files that were read.
func (e *export) names() []string {
	names := make([]string, 0, len(e.read))
	for name := range e.read {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
