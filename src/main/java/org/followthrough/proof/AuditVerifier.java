package org.followthrough.proof;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Checks an export of the audit, away from the application that made it. It is one file
 * that needs nothing but Java 17, so that whoever trusts nobody can read it and run it:
 * {@code java AuditVerifier.java [--key <key>]… [--checkpoints <file>]… <export>}.
 * <p>
 * It ends with 0 when everything fits, with 1 when something doesn't, each entry that was
 * changed, dropped, inserted or moved being named, and with 2 when it can't tell.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962: hashes</a>
 * @see <a href="https://c2sp.org/tlog-checkpoint">C2SP: checkpoints</a>
 */
public final class AuditVerifier {

	private static final int MOST_FINDINGS = 1000;

	/** What comes before the 32 bytes of an Ed25519 key (RFC 8410). */
	private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

	private final Map<String, PublicKey> keys = new HashMap<>();

	private final boolean keysAreOurs;

	private final TreeMap<Long, Checkpoint> checkpoints = new TreeMap<>();

	/** What was logged of each stream and wasn't met among the entries yet. */
	private final Map<String, Deque<Leaf>> logged = new HashMap<>();

	/** Roots of complete subtrees, the largest first. */
	private final List<Subtree> subtrees = new ArrayList<>();

	private final List<String> findings = new ArrayList<>();

	private boolean isWholeLog;

	private boolean isEnded;

	private long leaves;

	private long entries;

	private long unsigned;

	private Leaf lastLeaf;

	private String stream = "";

	private int seq;

	private byte[] stored = new byte[32];

	private byte[] computed = new byte[32];

	private AuditVerifier(List<String> keys) throws GeneralSecurityException {
		this.keysAreOurs = !keys.isEmpty();
		for (String key : keys) {
			trust(key);
		}
	}

	/**
	 * Checks an export.
	 * @param args the keys to trust, files of checkpoints that were kept elsewhere, and
	 * the export
	 * @throws IOException if a file can't be read
	 */
	public static void main(String[] args) throws IOException {
		List<String> keys = new ArrayList<>();
		List<Path> kept = new ArrayList<>();
		List<Path> exports = new ArrayList<>();
		for (int i = 0; i < args.length; i++) {
			if (args[i].equals("--key") && i + 1 < args.length) {
				keys.add(args[++i]);
			}
			else if (args[i].equals("--checkpoints") && i + 1 < args.length) {
				kept.add(Path.of(args[++i]));
			}
			else {
				exports.add(Path.of(args[i]));
			}
		}
		if (exports.size() != 1 || !Files.isReadable(exports.get(0))) {
			System.err.println("Usage: java AuditVerifier.java [--key <key>]… [--checkpoints <file>]… <export>");
			System.exit(2);
		}
		try {
			Result result = verify(exports.get(0), keys, kept);
			result.lines().forEach(System.out::println);
			System.exit(result.isWhole() ? 0 : 1);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			System.err.println("This can't be checked: " + ex.getMessage());
			System.exit(2);
		}
	}

	/**
	 * Checks an export.
	 * @param export the file, compressed or not
	 * @param keys the public keys to trust; none to take those that the export names
	 * @param kept files of checkpoints that were kept elsewhere
	 * @return what is wrong, and what was checked
	 * @throws IOException if a file can't be read
	 * @throws GeneralSecurityException if a key is none
	 * @throws IllegalArgumentException if the file is no export
	 */
	static Result verify(Path export, List<String> keys, List<Path> kept) throws IOException, GeneralSecurityException {
		AuditVerifier verifier = new AuditVerifier(keys);
		for (Path file : kept) {
			for (String note : Files.readString(file).split("\n\n(?=[^\u2014])")) {
				verifier.checkpoint(note, "The checkpoint kept in " + file.getFileName());
			}
		}
		try (BufferedReader lines = open(export)) {
			if (!"followthrough-audit\t1".equals(lines.readLine())) {
				throw new IllegalArgumentException(export + " is no export of the audit that this program knows");
			}
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				verifier.read(line.split("\t", -1));
			}
		}
		return verifier.result();
	}

	private static BufferedReader open(Path export) throws IOException {
		InputStream bytes = new BufferedInputStream(Files.newInputStream(export), 1 << 16);
		bytes.mark(2);
		boolean compressed = bytes.read() == 0x1f && bytes.read() == 0x8b;
		bytes.reset();
		return new BufferedReader(new InputStreamReader(compressed ? new GZIPInputStream(bytes, 1 << 16) : bytes,
				StandardCharsets.UTF_8));
	}

	private void read(String[] line) throws GeneralSecurityException {
		if (this.entries > 0 && !List.of("entry", "end").contains(line[0])) {
			finds("The lines of the export are out of order: a " + line[0] + " comes after entries.");
		}
		switch (line[0]) {
			case "scope" -> this.isWholeLog = line[1].equals("all");
			case "key" -> {
				if (!this.keysAreOurs) {
					trust(line[1]);
				}
			}
			case "checkpoint" -> checkpoint(new String(Base64.getDecoder().decode(line[1]), StandardCharsets.UTF_8),
					"A checkpoint of the export");
			case "leaf" -> leaf(new Leaf(Long.parseLong(line[1]), line[2], Integer.parseInt(line[3]), hash(line[4])));
			case "proof" -> proof(Long.parseLong(line[1]), Long.parseLong(line[2]), line[3]);
			case "entry" -> entry(line[1], Integer.parseInt(line[2]), hash(line[3]), line[4]);
			case "end" -> end(Long.parseLong(line[1]));
			default -> {
				// What is told about the export, such as its time and its question.
			}
		}
	}

	private void trust(String key) throws GeneralSecurityException {
		String[] parts = key.split("\\+", 3);
		byte[] typed = (parts.length == 3) ? Base64.getDecoder().decode(parts[2]) : new byte[0];
		if (typed.length != 33 || typed[0] != 1) {
			throw new IllegalArgumentException("This is no key: " + key);
		}
		byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + 32);
		System.arraycopy(typed, 1, encoded, ED25519.length, 32);
		this.keys.put(parts[0] + " " + HexFormat.of().formatHex(id(parts[0], typed)),
				KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
	}

	private static byte[] id(String name, byte[] typedKey) {
		return Arrays.copyOf(sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typedKey), 4);
	}

	private void checkpoint(String note, String what) throws GeneralSecurityException {
		int end = note.indexOf("\n\n") + 1;
		String[] lines = note.substring(0, Math.max(end, 0)).split("\n");
		if (lines.length < 4 || !isSigned(note.substring(0, end), note.substring(end + 1))) {
			finds(what + " (" + note.lines().skip(1).limit(1).findFirst().orElse("") + " leaves) is not signed by a key"
					+ " that is trusted.");
			return;
		}
		Checkpoint read = new Checkpoint(Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]), lines[3]);
		Checkpoint other = this.checkpoints.put(read.size, read);
		if (other != null && !Arrays.equals(other.root, read.root)) {
			finds(what + " of " + read.at + " contradicts another one of the same size: two histories were signed.");
		}
	}

	private boolean isSigned(String text, String signatures) throws GeneralSecurityException {
		for (String line : signatures.split("\n")) {
			String[] parts = line.split(" ");
			byte[] signature = (parts.length == 3) ? Base64.getDecoder().decode(parts[2]) : new byte[0];
			PublicKey key = (signature.length > 4)
					? this.keys.get(parts[1] + " " + HexFormat.of().formatHex(signature, 0, 4)) : null;
			if (key != null) {
				Signature check = Signature.getInstance("Ed25519");
				check.initVerify(key);
				check.update(text.getBytes(StandardCharsets.UTF_8));
				if (check.verify(signature, 4, signature.length - 4)) {
					return true;
				}
			}
		}
		return false;
	}

	private void leaf(Leaf leaf) {
		this.logged.computeIfAbsent(leaf.stream, (key) -> new ArrayDeque<>()).add(leaf);
		this.lastLeaf = leaf;
		if (!this.isWholeLog) {
			return;
		}
		if (leaf.position != this.leaves) {
			finds("The log lacks its places " + this.leaves + " to " + (leaf.position - 1) + ".");
		}
		this.leaves = leaf.position + 1;
		Subtree added = new Subtree(1, leafHash(leaf));
		while (!this.subtrees.isEmpty() && this.subtrees.get(this.subtrees.size() - 1).size == added.size) {
			Subtree left = this.subtrees.remove(this.subtrees.size() - 1);
			added = new Subtree(2 * added.size, node(left.hash, added.hash));
		}
		this.subtrees.add(added);
		Checkpoint checkpoint = this.checkpoints.get(this.leaves);
		if (checkpoint != null) {
			checkpoint.isReached = true;
			byte[] root = added.hash;
			for (int i = this.subtrees.size() - 2; i >= 0; i--) {
				root = node(this.subtrees.get(i).hash, root);
			}
			if (!Arrays.equals(root, checkpoint.root)) {
				finds("The log is not the one that was signed at " + checkpoint.at + ": something in its first "
						+ checkpoint.size + " places was changed.");
			}
		}
	}

	private static byte[] leafHash(Leaf leaf) {
		return sha256(new byte[] { 0 },
				(leaf.stream + "\n" + leaf.seq + "\n" + HexFormat.of().formatHex(leaf.hash) + "\n")
					.getBytes(StandardCharsets.UTF_8));
	}

	/** That the last leaf is in the log of a checkpoint (RFC 9162, section 2.1.3.2). */
	private void proof(long position, long size, String path) {
		Checkpoint checkpoint = this.checkpoints.get(size);
		if (checkpoint == null || this.lastLeaf == null || this.lastLeaf.position != position || position >= size) {
			finds("The proof of place " + position + " rests on no checkpoint that is trusted.");
			return;
		}
		checkpoint.isReached = true;
		byte[] hash = leafHash(this.lastLeaf);
		long at = position;
		long last = size - 1;
		for (String step : path.isEmpty() ? new String[0] : path.split(",")) {
			if ((at & 1) == 1 || at == last) {
				hash = node(hash(step), hash);
				while ((at & 1) == 0 && at != 0) {
					at >>= 1;
					last >>= 1;
				}
			}
			else {
				hash = node(hash, hash(step));
			}
			at >>= 1;
			last >>= 1;
		}
		if (last != 0 || !Arrays.equals(hash, checkpoint.root)) {
			finds("What is logged of " + this.lastLeaf.stream + " up to entry " + this.lastLeaf.seq
					+ " is not in the log that was signed at " + checkpoint.at + ".");
		}
	}

	private void entry(String of, int place, byte[] hash, String content) {
		if (!of.equals(this.stream)) {
			endStream();
			this.stream = of;
			this.seq = 0;
			this.stored = new byte[32];
			this.computed = this.stored;
		}
		this.entries++;
		if (place != this.seq + 1) {
			finds(of + ", entry " + (this.seq + 1) + ((place > this.seq + 1) ? " is missing." : ": another follows."));
		}
		byte[] leaf = sha256(new byte[] { 0 }, content.getBytes(StandardCharsets.UTF_8));
		byte[] next = node(this.stored, leaf);
		if (!Arrays.equals(next, hash) && !Arrays.equals(this.computed, this.stored)) {
			// Only the value beside the entry before may have been changed.
			next = node(this.computed, leaf);
		}
		if (!content.endsWith(",\"seq\":" + place + ",\"stream\":\"" + of + "\"}")) {
			finds(of + ", entry " + place + " was written for another place, or was changed.");
		}
		else if (!Arrays.equals(next, hash) && place == this.seq + 1) {
			finds(of + ", entry " + place + " was changed, or the one before it was.");
		}
		this.seq = Math.max(place, this.seq);
		this.stored = hash;
		this.computed = next;
		meetsWhatWasLogged(of, place, hash);
	}

	private void meetsWhatWasLogged(String of, int place, byte[] hash) {
		Deque<Leaf> ahead = this.logged.getOrDefault(of, new ArrayDeque<>());
		if (ahead.isEmpty()) {
			this.unsigned++;
		}
		while (!ahead.isEmpty() && ahead.peek().seq <= place) {
			Leaf leaf = ahead.remove();
			if (leaf.seq == place && !Arrays.equals(leaf.hash, hash)) {
				finds(of + ", entry " + place + ": up to here it is not what was logged; it was written anew.");
			}
		}
	}

	private void endStream() {
		Deque<Leaf> ahead = this.logged.remove(this.stream);
		if (ahead != null && !ahead.isEmpty()) {
			finds(this.stream + ", entry " + (this.seq + 1) + " is missing, and all up to " + ahead.getLast().seq
					+ ".");
		}
	}

	private void end(long count) {
		this.isEnded = true;
		endStream();
		this.logged.values().removeIf(Deque::isEmpty);
		this.logged.forEach(
				(of, leavesOf) -> finds(of + ", entry 1 is missing, and all up to " + leavesOf.getLast().seq + "."));
		if (count != this.entries) {
			finds("The export says that it holds " + count + " entries, and holds " + this.entries + ".");
		}
	}

	private Result result() {
		if (!this.isEnded) {
			finds("The export was cut off.");
		}
		this.checkpoints.values()
			.stream()
			.filter((checkpoint) -> this.isWholeLog && !checkpoint.isReached)
			.forEach((checkpoint) -> finds("The log ends before the " + checkpoint.size + " places that were signed at "
					+ checkpoint.at + "."));
		if (this.checkpoints.isEmpty()) {
			finds("There is no checkpoint that is signed by a key that is trusted.");
		}
		List<String> told = new ArrayList<>(this.findings);
		told.add("%d entries, %d checkpoints, the newest of %s; %d entries are newer than what was logged.".formatted(
				this.entries, this.checkpoints.size(),
				this.checkpoints.isEmpty() ? "never" : this.checkpoints.lastEntry().getValue().at, this.unsigned));
		if (!this.keysAreOurs) {
			told.add("The keys were taken from the export. Name the key that you noted earlier by --key, to know who"
					+ " signed.");
		}
		told.add(this.findings.isEmpty() ? "Everything fits." : "Something does not fit.");
		return new Result(this.findings.isEmpty(), List.copyOf(this.findings), told);
	}

	private void finds(String finding) {
		if (this.findings.size() < MOST_FINDINGS) {
			this.findings.add(finding);
		}
	}

	private static byte[] hash(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	private static byte[] node(byte[] left, byte[] right) {
		return sha256(new byte[] { 1 }, left, right);
	}

	private static byte[] sha256(byte[]... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (byte[] part : parts) {
				digest.update(part);
			}
			return digest.digest();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a check found.
	 *
	 * @param isWhole whether everything fits
	 * @param findings what doesn't, a line each
	 * @param lines what is told of it
	 */
	record Result(boolean isWhole, List<String> findings, List<String> lines) {
	}

	/**
	 * Where a stream ended when it was logged.
	 */
	private record Leaf(long position, String stream, int seq, byte[] hash) {
	}

	/**
	 * A complete part of the log.
	 */
	private record Subtree(long size, byte[] hash) {
	}

	/**
	 * What was signed.
	 */
	private static final class Checkpoint {

		private final long size;

		private final byte[] root;

		private final String at;

		private boolean isReached;

		Checkpoint(long size, byte[] root, String at) {
			this.size = size;
			this.root = root;
			this.at = at;
		}

	}

}
