package org.followthrough.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.followthrough.journey.Drawings;
import org.followthrough.web.TimeWords;
import org.followthrough.web.Wording;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Tells entries in words, with what belongs to them.
 */
@Component
class Teller {

	private static final String BEFORE = "before";

	private final Wording wording;

	private final MessageSource messages;

	private final TimeWords times;

	private final Drawings drawings;

	Teller(Wording wording, MessageSource messages, TimeWords times, Drawings drawings) {
		this.wording = wording;
		this.messages = messages;
		this.times = times;
		this.drawings = drawings;
	}

	/**
	 * Tells an entry of a case.
	 * @param entry as it was recorded
	 * @param of what else is known of the case
	 * @return the entry for people
	 */
	HistoryEntry tell(Recorded entry, CaseFacts of) {
		Move move = of.moveAt(entry);
		String words = words(entry, move, of);
		return new HistoryEntry(entry.seq(), entry.at(), entry.actorKind(), entry.actor(), who(entry, words),
				entry.door(), word("door." + entry.door(), entry.door()),
				EntryKind.of(entry.action()).map(EntryKind::word).orElse("other"), entry.action(), words,
				(move != null) ? new HistoryEntry.Model(move.process(), process(move.process()), move.version()) : null,
				changes(entry), message(entry, of), promise(entry, of), check(entry, of), file(entry, of),
				"/audit/cases/" + of.number() + "/entries/" + entry.seq(), entry.content(), entry.hash());
	}

	/** Sentences that begin small go on after a name; the others stand by themselves. */
	private String who(Recorded entry, String words) {
		if (!this.wording.needsName(words)) {
			return "";
		}
		return "system".equals(entry.actorKind()) ? "Followthrough" : entry.actor();
	}

	/**
	 * What an entry says that happened.
	 * @param entry as it was recorded
	 * @return a sentence; one that admits it where there are no words for it
	 */
	String words(Recorded entry) {
		String words = this.wording.of(entry.action(), readable(entry, Map.of()));
		return words.equals(entry.action()) ? "Something was recorded that this version has no words for" : words;
	}

	private String words(Recorded entry, @Nullable Move move, CaseFacts of) {
		if ("journey.moved".equals(entry.action()) && move != null) {
			return "The way went on: " + move.words(this.drawings.of(move.process(), move.version()));
		}
		String words = this.wording.of(entry.action(), readable(entry, of.names()));
		return words.equals(entry.action()) ? words(entry) : words;
	}

	/** Tasks by their names, and other words of data as people say them. */
	private Map<String, Object> readable(Recorded entry, Map<String, String> names) {
		Map<String, Object> readable = new HashMap<>(entry.details());
		readable.computeIfPresent("task", (key, task) -> "\"" + names.getOrDefault(task, task.toString()) + "\"");
		readable.computeIfPresent("step", (key, step) -> "\"" + names.getOrDefault(step, step.toString()) + "\"");
		if (entry.action().startsWith("promise.")) {
			readable.computeIfPresent("kind", (key, kind) -> promise(kind.toString()));
		}
		return readable;
	}

	private String promise(String kind) {
		return word("promise." + kind, kind);
	}

	private String process(String key) {
		return word("process." + key, key);
	}

	private String word(String code, String otherwise) {
		return Objects.requireNonNull(this.messages.getMessage(code, null, otherwise, Locale.ENGLISH));
	}

	/** Pairs of what was and what is, however the particulars name them. */
	private List<HistoryEntry.Change> changes(Recorded entry) {
		Map<String, HistoryEntry.Change> changes = new LinkedHashMap<>();
		entry.details().forEach((name, before) -> {
			String of = name.equals(BEFORE) ? after(entry)
					: name.endsWith("Before") ? name.substring(0, name.length() - 6) : "";
			if (entry.details().containsKey(of)) {
				changes.put(of, new HistoryEntry.Change(word("changed." + of, of), said(before),
						said(entry.details().get(of))));
			}
		});
		return List.copyOf(changes.values());
	}

	private static String after(Recorded entry) {
		return entry.details().containsKey("after") ? "after" : "due";
	}

	private String said(@Nullable Object value) {
		String text = (value != null) ? value.toString() : "";
		return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z") ? this.times.full(Instant.parse(text)) : text;
	}

	private HistoryEntry.@Nullable Message message(Recorded entry, CaseFacts of) {
		HistoryMapper.MessageRow row = of.messages().get(entry.row("message"));
		if (row == null) {
			return null;
		}
		String delivery = row.delivery().toLowerCase(Locale.ROOT);
		return new HistoryEntry.Message(row.id(), "PUBLIC".equals(row.visibility()), delivery,
				word("delivery." + delivery, delivery), row.deliveredAt(), row.words(), row.longer(),
				row.looks() ? "/cases/" + of.number() + "/messages/" + row.id() + "/mail" : null);
	}

	private HistoryEntry.@Nullable Promise promise(Recorded entry, CaseFacts of) {
		if (!entry.action().startsWith("promise.")) {
			return null;
		}
		return of.promises()
			.stream()
			.filter((one) -> word(one.kind()).equals(entry.text("kind"))
					&& one.dueAt().toString().equals(entry.text("due")))
			.reduce((first, second) -> second)
			.map(this::told)
			.orElse(null);
	}

	/** What became of a promise. */
	HistoryEntry.Promise told(HistoryMapper.PromiseRow row) {
		String outcome;
		if (row.endedAt() == null || row.ending() == null) {
			outcome = (row.pausedAt() != null) ? "paused while the customer has a question to answer"
					: this.times.due(row.dueAt());
		}
		else {
			outcome = switch (row.ending()) {
				case "KEPT" -> "kept, " + Lateness.of(row.dueAt(), row.endedAt());
				case "BROKEN" -> "broken: ended " + Lateness.of(row.dueAt(), row.endedAt());
				case "RELEASED" -> "ended with the case, in time";
				default -> "never given: the word that made it came back";
			};
		}
		return new HistoryEntry.Promise(promise(word(row.kind())), row.dueAt(), row.endedAt(),
				(row.ending() != null) ? word(row.ending()) : null, outcome);
	}

	private static String word(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private HistoryEntry.@Nullable Check check(Recorded entry, CaseFacts of) {
		HistoryMapper.CheckRow row = of.checks().get(entry.row("verification"));
		if (row == null) {
			return null;
		}
		List<HistoryEntry.File> files = new ArrayList<>();
		of.evidence()
			.values()
			.stream()
			.filter((file) -> Objects.equals(file.verificationId(), row.id()))
			.forEach((file) -> files.add(file(file, of)));
		return new HistoryEntry.Check(row.build(), row.environment(), row.steps(), row.evidence(), files);
	}

	private HistoryEntry.@Nullable File file(Recorded entry, CaseFacts of) {
		HistoryMapper.EvidenceRow row = of.evidence().get(entry.row("evidence"));
		return (row != null) ? file(row, of) : null;
	}

	private static HistoryEntry.File file(HistoryMapper.EvidenceRow row, CaseFacts of) {
		return new HistoryEntry.File(row.name(), row.size(), row.sha256(),
				"/cases/" + of.number() + "/evidence/" + row.id());
	}

}
