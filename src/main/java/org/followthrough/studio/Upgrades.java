package org.followthrough.studio;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.journey.ShippedBases;
import org.followthrough.studio.StudioRefusals.NotNow;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.followthrough.studio.UpgradeMapper.ConflictRow;
import org.followthrough.studio.UpgradeMapper.FileRow;
import org.followthrough.studio.UpgradeMapper.Upgrade;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What managers do with drafts that upgrades began: they settle, one by one, what both
 * have changed, and publish the rest or give it up with a reason. Only then is it dealt
 * with.
 */
@Component
class Upgrades {

	static final String OURS = "ours";

	static final String SHIPPED = "shipped";

	private final UpgradeMapper rows;

	private final CommentMapper comments;

	private final DraftMapper draftRows;

	private final Drafts drafts;

	private final DraftFiles files;

	private final ShippedBases bases;

	private final Audit audit;

	private final Clock clock;

	Upgrades(UpgradeMapper rows, CommentMapper comments, DraftMapper draftRows, Drafts drafts, DraftFiles files,
			ShippedBases bases, Audit audit, Clock clock) {
		this.rows = rows;
		this.comments = comments;
		this.draftRows = draftRows;
		this.drafts = drafts;
		this.files = files;
		this.bases = bases;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * What an upgrade brought into a draft.
	 * @param draft the draft
	 * @return it, unless somebody began the draft
	 */
	@Transactional(readOnly = true)
	Optional<UpgradeResource> of(long draft) {
		return this.rows.find(draft)
			.map((upgrade) -> UpgradeResource.of(upgrade, this.rows.files(draft), this.rows.conflicts(draft)));
	}

	/**
	 * A file as it is shipped.
	 * @param draft the draft
	 * @param file the file
	 * @return its content
	 */
	@Transactional(readOnly = true)
	byte[] shipped(long draft, String file) {
		return row(draft, file).shipped();
	}

	private FileRow row(long draft, String file) {
		return this.rows.files(draft)
			.stream()
			.filter((one) -> one.name().equals(file))
			.findFirst()
			.orElseThrow(() -> new Unknown("file of an upgrade in this draft"));
	}

	/**
	 * Settles what both have changed.
	 * @param id the draft
	 * @param conflict which
	 * @param choice whose it is: {@code ours} or {@code shipped}
	 * @return what the upgrade brought
	 */
	UpgradeResource settle(long id, long conflict, String choice) {
		if (!OURS.equals(choice) && !SHIPPED.equals(choice)) {
			throw new Invalid("choice", "Say whose it shall be: \"ours\" or \"shipped\".");
		}
		return this.drafts.changing(() -> {
			Draft draft = this.drafts.locked(id);
			ConflictRow row = this.rows.conflicts(id)
				.stream()
				.filter((one) -> one.id() == conflict)
				.findFirst()
				.orElseThrow(() -> new Unknown("conflict in this draft"));
			Draft edited = this.drafts.forEditing(draft);
			if (!choice.equals(row.choice())) {
				this.drafts.save(edited);
				if (SHIPPED.equals(choice) || SHIPPED.equals(row.choice())) {
					put(id, row, choice);
				}
				String account = Actor.current().id();
				this.rows.settle(conflict, choice, account, this.clock.instant());
				this.comments.resolve(id, row.commentId(), account, this.clock.instant());
				this.audit.record(Audit.SYSTEM, "upgrade.conflict-settled",
						Map.of("draft", id, "title", draft.title(), "file", row.file(), "element", row.element(),
								"choice", choice, "shipped", row.shippedWords(), "ours", row.ourWords()));
			}
			return of(id).orElseThrow();
		});
	}

	private void put(long id, ConflictRow row, String choice) {
		FileRow merged = row(id, row.file());
		if (this.draftRows.file(id, row.file()).isEmpty()) {
			throw new NotNow(row.file() + " was taken out of this draft.");
		}
		DraftFile now = this.files.get(id, row.file());
		try {
			byte[] content = ThreeWays.settled(row.file(), now.content(), elements(row),
					SHIPPED.equals(choice) ? merged.shipped() : merged.ours());
			this.files.save(id, row.file(), now.revision(), content);
		}
		catch (Refusal ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new NotNow(row.file()
					+ " was edited so that this can't be put into it by itself any more. Change it by hand, and keep ours here.");
		}
	}

	private static Set<String> elements(ConflictRow row) {
		return row.elements().isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(row.elements().split("\n")));
	}

	/** Somebody has to have looked at each of them. */
	void requireSettled(long draft) {
		long open = this.rows.conflicts(draft)
			.stream()
			.filter((one) -> one.choice() == null && this.draftRows.file(draft, one.file()).isPresent())
			.count();
		if (open > 0) {
			throw new NotNow((open == 1) ? "Both the upgrade and you have changed the same once: say which it shall be."
					: "Both the upgrade and you have changed the same " + open
							+ " times: say for each which it shall be.");
		}
	}

	boolean isOne(long draft) {
		return this.rows.find(draft).isPresent();
	}

	/** What is still in the draft is dealt with; what was taken out comes again. */
	void published(Draft draft) {
		List<String> left = this.draftRows.states(draft.id()).stream().map(DraftMapper.FileState::name).toList();
		dealtWith(draft, left);
	}

	void discarded(Draft draft) {
		dealtWith(draft, this.rows.files(draft.id()).stream().map(FileRow::name).toList());
	}

	private void dealtWith(Draft draft, List<String> names) {
		Optional<Upgrade> upgrade = this.rows.find(draft.id());
		upgrade.ifPresent((one) -> this.rows.files(draft.id())
			.stream()
			.filter((file) -> names.contains(file.name()))
			.forEach((file) -> this.bases.dealtWith(file.name(), file.shipped(), one.product(), draft.id())));
	}

}
