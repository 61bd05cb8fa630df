package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// openFolder reads an export and its own checkpoint.
func openFolder(folder, key string) (*export, checkpoint, error) {
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return nil, checkpoint{}, err
	}
	signed, err := openCheckpoint(text, key)
	return openExport(folder), signed, err
}

// showCheckpoint: FOLDER.
func showCheckpoint(key string, args []string) (any, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	_, signed, err := openFolder(args[0], key)
	return signed, err
}

// proveRecords: FOLDER INDEX... Works a proof for each entry out of the tiles, and checks it against the entry's own bytes.
func proveRecords(key string, args []string) (any, error) {
	if len(args) < 2 {
		return nil, errUsage
	}
	files, signed, err := openFolder(args[0], key)
	if err != nil {
		return nil, err
	}
	reader := tlog.TileHashReader(signed.tree(), files)
	for _, arg := range args[1:] {
		index, err := strconv.ParseInt(arg, 10, 64)
		if err != nil {
			return nil, err
		}
		if index < 0 || index >= signed.Size {
			return nil, errors.New("no such entry")
		}
		entries, err := files.bundle(index/width, signed.Size)
		if err != nil {
			return nil, err
		}
		proof, err := tlog.ProveRecord(signed.Size, index, reader)
		if err != nil {
			return nil, err
		}
		if err := tlog.CheckRecord(proof, signed.Size, signed.Root, index, tlog.RecordHash(entries[index%width])); err != nil {
			return nil, err
		}
	}
	return map[string]int{"proved": len(args) - 1}, nil
}

// proveTree: FOLDER, and earlier checkpoints on standard input, a JSON array. Works out of the tiles that the tree of each is
// the start of the folder's.
func proveTree(key string, args []string) (any, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	files, signed, err := openFolder(args[0], key)
	if err != nil {
		return nil, err
	}
	var earlier []string
	if err := readInput(args[1:], &earlier); err != nil {
		return nil, err
	}
	reader := tlog.TileHashReader(signed.tree(), files)
	for _, text := range earlier {
		older, err := openCheckpoint([]byte(text), key)
		if err != nil {
			return nil, err
		}
		proof, err := tlog.ProveTree(signed.Size, older.Size, reader)
		if err != nil {
			return nil, err
		}
		if err := tlog.CheckTree(proof, signed.Size, signed.Root, older.Size, older.Root); err != nil {
			return nil, err
		}
	}
	return map[string]int{"proved": len(earlier)}, nil
}
