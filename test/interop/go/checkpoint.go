package main

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A checkpoint is what the log signed.
type checkpoint struct {
	Origin string    `json:"origin"`
	Size   int64     `json:"size"`
	Root   tlog.Hash `json:"root"`
}

func (c checkpoint) tree() tlog.Tree {
	return tlog.Tree{N: c.Size, Hash: c.Root}
}

// openCheckpoint verifies the signature by note.Open, and reads the three lines of C2SP tlog-checkpoint.
func openCheckpoint(text []byte, key string) (checkpoint, error) {
	var opened checkpoint
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return opened, err
	}
	signed, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return opened, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return opened, errors.New("not three lines with the key's name first")
	}
	opened.Origin = lines[0]
	if opened.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return opened, err
	}
	opened.Root, err = tlog.ParseHash(lines[2])
	return opened, err
}
