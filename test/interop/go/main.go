// Sumdb verifies an exported ledger with golang.org/x/mod/sumdb/{note,tlog}, the code by which the go command checks its
// checksum database. It prints what it found as JSON; what does not verify ends it with exit code 1 and that code's own words.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

var errUsage = errors.New("usage: sumdb checkpoint|records|entries|tree|record-proof|tree-proof|cosigned LOG_KEY FOLDER [ARGUMENT...]")

// Each command takes the log's verifier key, and what follows it.
var commands = map[string]func(key string, args []string) (any, error){
	"checkpoint":   showCheckpoint,
	"records":      proveRecords,
	"entries":      hashEntries,
	"tree":         proveTree,
	"record-proof": checkRecordProof,
	"tree-proof":   checkTreeProof,
	"cosigned":     checkCosigned,
}

func main() {
	found, err := run(os.Args[1:])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(found)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) (any, error) {
	if len(args) < 2 || commands[args[0]] == nil {
		return nil, errUsage
	}
	return commands[args[0]](args[1], args[2:])
}
