// Command tlog_judge audits a mirror of the ledger with Go's own transparency log library, golang.org/x/mod/sumdb,
// which shares no code with ours. It knows the C2SP paths and the unit chains; signatures, hashes, tiles and proofs are
// the library's.
//
//	tlog_judge [-vkey LINE] [-old CHECKPOINT] [-leaf HEX -index N -proof HEX,HEX…] DIR
//
// It prints "sound <size> <root>" and exits 0, or one sentence on stderr and exits 1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io/ioutil"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type leaf struct {
	Unit string `json:"unit"`
	Seq  int64  `json:"seq"`
	Prev string `json:"prev"`
}

// mirror reads hash tiles of a directory laid out as C2SP tlog-tiles, whose paths are sumdb's without the height.
type mirror struct {
	dir  string
	held map[string][]byte
}

func (m *mirror) Height() int                     { return height }
func (m *mirror) SaveTiles([]tlog.Tile, [][]byte) {}
func (m *mirror) file(path string) ([]byte, error) {
	return ioutil.ReadFile(filepath.Join(m.dir, path))
}
func (m *mirror) tile(t tlog.Tile) ([]byte, error) {
	path := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	if data, ok := m.held[path]; ok {
		return data, nil
	}
	data, err := m.file(path)
	if err == nil && len(data) != t.W*tlog.HashSize {
		err = fmt.Errorf("%s has %d bytes", path, len(data))
	}
	m.held[path] = data
	return data, err
}

func (m *mirror) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, err := m.tile(t)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// entries reads the bundle that begins at entry first.
func (m *mirror) entries(first, size int64) ([][]byte, error) {
	t := tlog.Tile{H: height, L: 0, N: first >> height, W: 1 << height}
	if size-first < 1<<height {
		t.W = int(size - first)
	}
	path := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/0/", height), "tile/entries/", 1)
	data, err := m.file(path)
	if err != nil {
		return nil, err
	}
	var all [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is cut off", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		all, data = append(all, data[2:end]), data[end:]
	}
	if len(all) != t.W {
		return nil, fmt.Errorf("%s holds %d entries instead of %d", path, len(all), t.W)
	}
	return all, nil
}

// open returns the tree that a checkpoint commits to, if the verifier signed it.
func open(msg []byte, verifier note.Verifier) (tlog.Tree, error) {
	n, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("the checkpoint is of another origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("the checkpoint has no root")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// rebuild recomputes the stored hashes of the whole log from its entries and follows each unit's chain.
func rebuild(m *mirror, size int64) (tlog.HashReaderFunc, []tlog.Hash, error) {
	var stored, records []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		all := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			all[i] = stored[index]
		}
		return all, nil
	})
	last := map[string]leaf{}
	for first := int64(0); first < size; first += 1 << height {
		bundle, err := m.entries(first, size)
		if err != nil {
			return nil, nil, err
		}
		for i, data := range bundle {
			n, hash := first+int64(i), tlog.RecordHash(data)
			var l leaf
			if err := json.Unmarshal(data, &l); err != nil {
				return nil, nil, fmt.Errorf("entry %d: %v", n, err)
			}
			if before := last[l.Unit]; l.Seq != before.Seq+1 || l.Prev != before.Prev {
				return nil, nil, fmt.Errorf("entry %d breaks the chain of %s", n, l.Unit)
			}
			last[l.Unit] = leaf{l.Unit, l.Seq, hex.EncodeToString(hash[:])}
			hashes, err := tlog.StoredHashesForRecordHash(n, hash, reader)
			if err != nil {
				return nil, nil, err
			}
			stored, records = append(stored, hashes...), append(records, hash)
		}
	}
	return reader, records, nil
}

func judge(dir, vkey, old string) (tlog.Tree, error) {
	m := &mirror{dir, map[string][]byte{}}
	if vkey == "" {
		line, err := m.file("vkey")
		if err != nil {
			return tlog.Tree{}, err
		}
		vkey = string(line)
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return tlog.Tree{}, err
	}
	msg, err := m.file("checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	tree, err := open(msg, verifier)
	if err != nil {
		return tree, err
	}
	ours, records, err := rebuild(m, tree.N)
	if err != nil || tree.N == 0 {
		return tree, err
	}
	root, err := tlog.TreeHash(tree.N, ours)
	if err != nil || root != tree.Hash {
		return tree, fmt.Errorf("the entries lead to root %v, the checkpoint says %v (%v)", root, tree.Hash, err)
	}
	tiles := tlog.NewTiles(height, 0, tree.N)
	for i, t := range tiles {
		if i+1 < len(tiles) && tiles[i+1].L == t.L && tiles[i+1].N == t.N {
			continue // the library lists every width that a growing tile ever had; the last is today's
		}
		want, err := tlog.ReadTileData(t, ours)
		if err != nil {
			return tree, err
		}
		if got, err := m.tile(t); err != nil || !bytes.Equal(got, want) {
			return tree, fmt.Errorf("tile %s does not fit the entries (%v)", t.Path(), err)
		}
	}
	theirs := tlog.TileHashReader(tree, m)
	// The root already binds every entry; a thousand proofs, spread evenly, show that the hash tiles serve them.
	for n := 0; n < len(records); n += 1 + len(records)/1000 {
		hash := records[n]
		proof, err := tlog.ProveRecord(tree.N, int64(n), theirs)
		if err == nil {
			err = tlog.CheckRecord(proof, tree.N, tree.Hash, int64(n), hash)
		}
		if err != nil {
			return tree, fmt.Errorf("entry %d: %v", n, err)
		}
	}
	if old == "" {
		return tree, nil
	}
	return tree, extends(old, verifier, tree, theirs)
}

// extends checks that the tree extends that of an older checkpoint, by a consistency proof from the hash tiles.
func extends(old string, verifier note.Verifier, tree tlog.Tree, reader tlog.HashReader) error {
	msg, err := ioutil.ReadFile(old)
	if err != nil {
		return err
	}
	before, err := open(msg, verifier)
	if err != nil || before.N == 0 {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, before.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash)
}

// included checks a proof that our side made.
func included(tree tlog.Tree, leafHash, proof string, index int64) error {
	hash, err := hex.DecodeString(leafHash)
	if err != nil {
		return err
	}
	var record tlog.Hash
	copy(record[:], hash)
	var path tlog.RecordProof
	for _, part := range strings.Split(proof, ",") {
		raw, err := hex.DecodeString(part)
		if err != nil {
			return err
		}
		var h tlog.Hash
		copy(h[:], raw)
		path = append(path, h)
	}
	return tlog.CheckRecord(path, tree.N, tree.Hash, index, record)
}

func main() {
	vkey := flag.String("vkey", "", "the verifier key to trust; the mirror's own when empty")
	old := flag.String("old", "", "file of an older checkpoint that the log must extend")
	leafHash := flag.String("leaf", "", "hex leaf hash to check with -index and -proof")
	index := flag.Int64("index", 0, "position of -leaf")
	proof := flag.String("proof", "", "hex hashes joined by commas")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	tree, err := judge(flag.Arg(0), *vkey, *old)
	if err == nil && *leafHash != "" {
		err = included(tree, *leafHash, *proof, *index)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("sound", tree.N, hex.EncodeToString(tree.Hash[:]))
}
