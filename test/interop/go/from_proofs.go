package main

import (
	"encoding/json"
	"os"

	"golang.org/x/mod/sumdb/tlog"
)

// A recordProof is what the ledger answers about one entry.
type recordProof struct {
	Index      int64       `json:"index"`
	Leaf       []byte      `json:"leaf"`
	Hashes     []tlog.Hash `json:"hashes"`
	Checkpoint string      `json:"checkpoint"`
}

// checkRecordProof: reads proofs, a JSON array, from standard input.
func checkRecordProof(key string, args []string) (any, error) {
	var proofs []recordProof
	if err := readInput(args, &proofs); err != nil {
		return nil, err
	}
	for _, proof := range proofs {
		signed, err := openCheckpoint([]byte(proof.Checkpoint), key)
		if err != nil {
			return nil, err
		}
		leaf := tlog.RecordHash(proof.Leaf)
		if err := tlog.CheckRecord(proof.Hashes, signed.Size, signed.Root, proof.Index, leaf); err != nil {
			return nil, err
		}
	}
	return map[string]int{"proved": len(proofs)}, nil
}

// A treeProof is the ledger's proof that the tree of one checkpoint is the start of another's.
type treeProof struct {
	Older  string      `json:"older"`
	Newer  string      `json:"newer"`
	Hashes []tlog.Hash `json:"hashes"`
}

// checkTreeProof: reads proofs, a JSON array, from standard input.
func checkTreeProof(key string, args []string) (any, error) {
	var proofs []treeProof
	if err := readInput(args, &proofs); err != nil {
		return nil, err
	}
	for _, proof := range proofs {
		older, err := openCheckpoint([]byte(proof.Older), key)
		if err != nil {
			return nil, err
		}
		newer, err := openCheckpoint([]byte(proof.Newer), key)
		if err != nil {
			return nil, err
		}
		if err := tlog.CheckTree(proof.Hashes, newer.Size, newer.Root, older.Size, older.Root); err != nil {
			return nil, err
		}
	}
	return map[string]int{"proved": len(proofs)}, nil
}

func readInput(args []string, into any) error {
	if len(args) != 0 {
		return errUsage
	}
	return json.NewDecoder(os.Stdin).Decode(into)
}
