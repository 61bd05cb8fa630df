package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const cosignature = 0x04

// A witness verifies cosignatures, C2SP tlog-cosignature, as golang.org/x/mod does not: of their Ed25519 signed message.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
	time uint64
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }

func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	w.time = binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", w.time, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

// readWitness reads name+hash+base64(0x04 || key).
func readWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a witness's key")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(parts[0]), typed}, []byte("\n")))
	if len(typed) != 1+ed25519.PublicKeySize || typed[0] != cosignature || binary.BigEndian.Uint32(sum[:]) != uint32(hash) {
		return nil, errors.New("not a witness's key")
	}
	return &witness{name: parts[0], hash: uint32(hash), key: typed[1:]}, nil
}

// A cosignedNote is a checkpoint with cosignatures under the log's own signature.
type cosignedNote struct {
	Note      string   `json:"note"`
	Witnesses []string `json:"witnesses"`
}

// checkCosigned: reads a cosigned note from standard input, and opens it first as who knows no witness.
func checkCosigned(key string, args []string) (any, error) {
	var cosigned cosignedNote
	if err := readInput(args, &cosigned); err != nil {
		return nil, err
	}
	if _, err := openCheckpoint([]byte(cosigned.Note), key); err != nil {
		return nil, err
	}
	log, err := note.NewVerifier(key)
	if err != nil {
		return nil, err
	}
	verifiers, times := []note.Verifier{log}, map[string]uint64{}
	for _, vkey := range cosigned.Witnesses {
		known, err := readWitness(vkey)
		if err != nil {
			return nil, err
		}
		verifiers = append(verifiers, known)
	}
	opened, err := note.Open([]byte(cosigned.Note), note.VerifierList(verifiers...))
	if err != nil {
		return nil, err
	}
	for _, verifier := range verifiers[1:] {
		known := verifier.(*witness)
		times[known.name] = known.time
	}
	return map[string]any{"verified": len(opened.Sigs), "unknown": len(opened.UnverifiedSigs), "times": times}, nil
}
