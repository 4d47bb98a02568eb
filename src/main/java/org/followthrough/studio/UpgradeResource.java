package org.followthrough.studio;

import java.time.Instant;
import java.util.List;

import org.followthrough.studio.UpgradeMapper.ConflictRow;
import org.followthrough.studio.UpgradeMapper.FileRow;
import org.followthrough.studio.UpgradeMapper.Upgrade;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade brought into a draft, over REST and on its page.
 *
 * @param product the version of the product
 * @param notes what there is to say about all
 * @param files what came over by itself, file by file
 * @param conflicts what both have changed
 */
public record UpgradeResource(String product, List<String> notes, List<UpgradedFile> files,
		List<UpgradeConflict> conflicts) {

	static UpgradeResource of(Upgrade upgrade, List<FileRow> files, List<ConflictRow> conflicts) {
		return new UpgradeResource(upgrade.product(), lines(upgrade.notes()),
				files.stream()
					.map((file) -> new UpgradedFile(file.name(), lines(file.came()), file.problem()))
					.toList(),
				conflicts.stream()
					.map((one) -> new UpgradeConflict(one.id(), one.file(), one.element(), one.shippedWords(),
							one.ourWords(), one.why(), one.choice(), one.settledBy(), one.settledAt()))
					.toList());
	}

	private static List<String> lines(String text) {
		return text.isEmpty() ? List.of() : List.of(text.split("\n"));
	}

	/**
	 * How many are to be settled.
	 * @return the number
	 */
	public long unsettled() {
		return this.conflicts.stream().filter((one) -> one.choice() == null).count();
	}

	/**
	 * What came of a file.
	 *
	 * @param file its name
	 * @param came what came over by itself, a sentence each
	 * @param problem why it could not be merged; empty if it could
	 */
	public record UpgradedFile(String file, List<String> came, String problem) {
	}

	/**
	 * What both have changed.
	 *
	 * @param id its row
	 * @param file the file
	 * @param element where; empty for the file as a whole
	 * @param shipped what the upgrade wants
	 * @param ours what was done here
	 * @param why why both can't be
	 * @param choice ours or shipped; null until somebody has said so
	 * @param settledBy who has
	 * @param settledAt when
	 */
	public record UpgradeConflict(long id, String file, String element, String shipped, String ours, String why,
			@Nullable String choice, @Nullable String settledBy, @Nullable Instant settledAt) {
	}

}
