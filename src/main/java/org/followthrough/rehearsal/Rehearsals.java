package org.followthrough.rehearsal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.audit.Audit;
import org.followthrough.database.Json;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModels;
import org.followthrough.journey.ScratchRules;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rehearsals: managers ask for one of a draft, or of what runs; it takes its turn, and
 * what it found is kept under the fingerprint of exactly the files that were rehearsed.
 */
@Component
public class Rehearsals {

	/** The last quarter. */
	public static final Duration QUARTER = Duration.ofDays(92);

	private static final int MOST_UNDER_WAY = 10;

	private static final int MOST_SHOWN = 50;

	/** Whose diagrams can still be looked at; many more than wait at once. */
	private static final int MOST_KEPT = 200;

	private static final int MOST_FILES = 200;

	private static final int LARGEST = 4 << 20;

	private final RehearsalMapper rows;

	private final PublishedModels published;

	private final People people;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Rehearsals(RehearsalMapper rows, PublishedModels published, People people, Audit audit,
			ApplicationEventPublisher events, Clock clock) {
		this.rows = rows;
		this.published = published;
		this.people = people;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Asks for a rehearsal of what would run if some files were published now.
	 * @param title what it is of, for people
	 * @param edited the files that differ from what runs; none for what runs now
	 * @param replay how far back to replay real cases over it; null for not at all
	 * @return the rehearsal; the one under way when the very same is rehearsed already
	 * @throws Refusal if the actor is no manager, if too many wait, or if a file holds
	 * what none may hold
	 */
	@Transactional
	public RehearsalStatus ask(String title, Map<String, byte[]> edited, @Nullable Duration replay) {
		if (!mayAsk()) {
			throw new ForManagers();
		}
		check(title, edited);
		ScratchRules.requireHarmless(edited);
		Map<String, byte[]> files = together(edited);
		Optional<Long> same = this.rows.sameUnderWay(fingerprint(files));
		if (same.isPresent() && replay == null) {
			return get(same.get());
		}
		if (this.rows.underWay() >= MOST_UNDER_WAY) {
			throw new TooMany();
		}
		return get(begin(title, edited, files, replay));
	}

	/**
	 * Begins a rehearsal that the application needs itself, however many wait.
	 * @param title what it is of, for people
	 * @param edited the files that differ from what runs
	 */
	@Transactional
	public void begin(String title, Map<String, byte[]> edited) {
		begin(title, edited, together(edited), null);
	}

	private long begin(String title, Map<String, byte[]> edited, Map<String, byte[]> files, @Nullable Duration replay) {
		Instant now = this.clock.instant();
		long id = this.rows.insert(title, fingerprint(files), Actor.current().id(), now,
				(replay != null) ? now.minus(replay) : null);
		files.forEach((name, content) -> this.rows.insertFile(id, name, content));
		this.rows.forgetFiles(id, MOST_KEPT);
		this.audit.record(Audit.SYSTEM, "rehearsal.asked",
				Map.of("rehearsal", id, "title", title, "files", List.copyOf(new TreeMap<>(edited).keySet())));
		this.events.publishEvent(new Wanted(id));
		return id;
	}

	private static void check(String title, Map<String, byte[]> edited) {
		if (title.isBlank() || title.length() > 200) {
			throw new Invalid("title", "Say in up to 200 characters what is rehearsed.");
		}
		if (edited.size() > MOST_FILES
				|| edited.values().stream().mapToLong((content) -> content.length).sum() > LARGEST) {
			throw new Invalid("files",
					"That is more than a journey: %d files and 4 MB at the most.".formatted(MOST_FILES));
		}
	}

	/**
	 * What would run: the edited files, and the published ones that they don't replace.
	 */
	private Map<String, byte[]> together(Map<String, byte[]> edited) {
		Map<String, byte[]> files = new TreeMap<>();
		this.published.running()
			.stream()
			.filter((model) -> model.kind() != ModelKind.DECISION)
			.forEach((model) -> files.put(model.file(), model.content()));
		edited.forEach((name, content) -> {
			if (!name.endsWith(".dmn")) {
				files.put(name, content);
			}
		});
		return files;
	}

	private static String fingerprint(Map<String, byte[]> files) {
		MessageDigest digest = DigestUtils.getSha256Digest();
		files.forEach((name, content) -> {
			digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
			digest.update(content);
		});
		return HexFormat.of().formatHex(digest.digest());
	}

	/**
	 * Whether exactly what would run, if some files were published now, was rehearsed to
	 * the end, and nothing is wrong with it.
	 * @param edited the files that differ from what runs
	 * @return false also when what runs has changed since
	 */
	@Transactional(readOnly = true)
	public boolean passed(Map<String, byte[]> edited) {
		return this.rows.passed(fingerprint(together(edited)));
	}

	/**
	 * How the rehearsal stands of exactly what would run if some files were published
	 * now.
	 * @param edited the files that differ from what runs; none for what runs
	 * @return one that passed, else the newest; empty if it was never rehearsed
	 */
	@Transactional(readOnly = true)
	public Optional<RehearsalStatus> standing(Map<String, byte[]> edited) {
		return this.rows.standing(fingerprint(together(edited)));
	}

	/**
	 * Finds a rehearsal.
	 * @param id its row
	 * @return how it stands
	 * @throws Refusal if there is none, or the actor may not see it
	 */
	@Transactional(readOnly = true)
	public RehearsalStatus get(long id) {
		requireReader();
		return this.rows.find(id).orElseThrow(NotFound::new);
	}

	@Transactional(readOnly = true)
	List<RehearsalStatus> newest() {
		requireReader();
		return this.rows.newest(MOST_SHOWN);
	}

	private void requireReader() {
		if (!this.people.actorIsIn(Groups.MANAGERS, Groups.AUDITORS, Groups.ADMINS)) {
			throw new ForManagers();
		}
	}

	/** What a rehearsal found, once it has ended. */
	@Transactional(readOnly = true)
	Optional<Rehearsal> result(long id) {
		return this.rows.result(get(id).id()).map((result) -> Json.read(result, Rehearsal.class));
	}

	/** How real cases went over it, if they were replayed. */
	@Transactional(readOnly = true)
	Optional<Replay> replay(long id) {
		return this.rows.replay(get(id).id()).map((result) -> Json.read(result, Replay.class));
	}

	/** A diagram as it was rehearsed. */
	@Transactional(readOnly = true)
	byte[] diagram(long id, String process) {
		return this.rows.file(get(id).id(), process + ".bpmn").orElseThrow(NotFound::new).content();
	}

	/**
	 * Cancels a rehearsal. One that runs ends within a second.
	 * @param id its row
	 * @return how it stands
	 * @throws Refusal if the actor is no manager, or there is none
	 */
	@Transactional
	public RehearsalStatus cancel(long id) {
		if (!mayAsk()) {
			throw new ForManagers();
		}
		get(id);
		if (this.rows.cancel(id, Actor.current().id()) > 0) {
			this.audit.record(Audit.SYSTEM, "rehearsal.cancelled", Map.of("rehearsal", id));
			this.events.publishEvent(new Wanted(id));
		}
		return get(id);
	}

	/** Whether the actor may ask for one. */
	boolean mayAsk() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	/**
	 * Somebody wants something of a rehearsal.
	 */
	record Wanted(long id) {
	}

	/**
	 * There is no such rehearsal.
	 */
	static class NotFound extends Refusal {

		NotFound() {
			super(Kind.NOT_FOUND, "There is no such rehearsal.");
		}

	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class ForManagers extends Refusal {

		ForManagers() {
			super(Kind.FORBIDDEN, "Rehearsals are for managers, and auditors may look at them. Ask one of them.");
		}

	}

	/**
	 * Too many wait for their turn.
	 */
	static class TooMany extends Refusal {

		TooMany() {
			super(Kind.CONFLICT, "Ten rehearsals wait for their turn. Cancel one that nobody needs, or wait.");
		}

	}

}
