package org.followthrough.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.audit.Seals;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Files;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares what is stored of a case's messages and files, to the last byte, with the
 * hashes that its history has of them. The chain shows that the hashes are those of then.
 */
@Component
class ContentCheck {

	private static final int MOST = 10_000;

	private static final String MESSAGE = "message";

	private static final String ATTACHMENT = "attachment";

	private static final String EVIDENCE = "evidence";

	private final Cases cases;

	private final HistoryMapper rows;

	private final Seals seals;

	private final Files files;

	ContentCheck(Cases cases, HistoryMapper rows, Seals seals, Files files) {
		this.cases = cases;
		this.rows = rows;
		this.seals = seals;
		this.files = files;
	}

	/**
	 * Compares everything of a case. All of it is seen as of one moment, whoever works on
	 * the case meanwhile.
	 * @param number the case
	 * @return what was found
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Contents of(String number) {
		SupportCase of = this.cases.get(number);
		if (of.isErased()) {
			return new Contents(number, 0, 0, 0, true, true, List.of());
		}
		Map<Thing, Told> told = told(number);
		Map<Thing, Stored> stored = stored(of.id());
		List<Contents.Difference> differences = new ArrayList<>();
		int messages = 0;
		int kept = 0;
		int uncovered = 0;
		for (Map.Entry<Thing, Stored> one : stored.entrySet()) {
			Thing thing = one.getKey();
			Told entry = told.get(thing);
			if (entry == null && thing.what().equals(ATTACHMENT)) {
				// Those of before had no entry of their own.
				uncovered++;
			}
			else if (entry == null) {
				differences.add(Contents.Difference.of(thing, Contents.How.UNRECORDED, 0));
			}
			else if (entry.hash() == null) {
				uncovered++;
			}
			else if (!entry.hash().equals(hash(one.getValue()))) {
				differences.add(Contents.Difference.of(thing, Contents.How.CHANGED, entry.seq()));
			}
			else if (thing.what().equals(MESSAGE)) {
				messages++;
			}
			else {
				kept++;
			}
		}
		told.forEach((thing, entry) -> {
			if (!stored.containsKey(thing)) {
				differences.add(Contents.Difference.of(thing, Contents.How.GONE, entry.seq()));
			}
		});
		return new Contents(number, messages, kept, uncovered, false, told.size() < MOST && stored.size() < MOST,
				differences);
	}

	/** What entries tell last of each thing. */
	private Map<Thing, Told> told(String number) {
		Map<Thing, Told> told = new LinkedHashMap<>();
		Recorded.opened(this.rows.ofContents(number, MOST), this.seals).forEach((entry) -> {
			Thing thing = thing(entry);
			if (entry.action().equals("verification.evidence-taken-back")) {
				told.remove(thing);
			}
			else {
				told.put(thing, new Told(entry.seq(), hash(entry)));
			}
		});
		return told;
	}

	private static Thing thing(Recorded entry) {
		for (String what : List.of(ATTACHMENT, EVIDENCE)) {
			Long id = entry.row(what);
			if (id != null) {
				return new Thing(what, id);
			}
		}
		Long id = entry.row(MESSAGE);
		if (id == null) {
			throw new IllegalStateException("Entry " + entry.seq() + " names neither a message nor a file");
		}
		return new Thing(MESSAGE, id);
	}

	private static @Nullable String hash(Recorded entry) {
		return List.of("textSha256", "fileSha256", "sha256")
			.stream()
			.map(entry::text)
			.filter((hash) -> hash != null)
			.findFirst()
			.orElse(null);
	}

	private Map<Thing, Stored> stored(long caseId) {
		Map<Thing, Stored> stored = new LinkedHashMap<>();
		this.rows.hashes(caseId, MOST)
			.forEach((row) -> stored.put(new Thing(MESSAGE, row.id()), new Stored(row.hash(), null)));
		this.rows.attachments(caseId, MOST)
			.forEach((row) -> stored.put(new Thing(ATTACHMENT, row.id()), new Stored(null, row.fileId())));
		this.rows.evidenceFiles(caseId, MOST)
			.forEach((row) -> stored.put(new Thing(EVIDENCE, row.id()), new Stored(null, row.fileId())));
		return stored;
	}

	private String hash(Stored stored) {
		if (stored.fileId() == null) {
			return String.valueOf(stored.hash());
		}
		DigestOutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(),
				DigestUtils.getSha256Digest());
		try {
			this.files.copy(stored.fileId(), digest);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return HexFormat.of().formatHex(digest.getMessageDigest().digest());
	}

	/**
	 * A message or a file.
	 *
	 * @param what message, attachment or evidence
	 * @param id its row
	 */
	record Thing(String what, long id) {
	}

	/**
	 * What an entry tells of one.
	 */
	private record Told(int seq, @Nullable String hash) {
	}

	/**
	 * What is stored of one: the hash of its words, or its file.
	 */
	private record Stored(@Nullable String hash, @Nullable Long fileId) {
	}

}
