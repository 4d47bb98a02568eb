package org.followthrough.studio;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.followthrough.journey.ModelKind;
import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.ModelUpgrade;
import org.followthrough.journey.PublishedModels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges a file that an upgrade brings with what was changed of it here, whatever it is.
 */
final class ThreeWays {

	private static final Logger log = LoggerFactory.getLogger(ThreeWays.class);

	private ThreeWays() {
	}

	/**
	 * Merges.
	 * @param file what was shipped before, what runs, what is shipped now
	 * @param refused elements that would break a rule if the upgrade's came over, with
	 * the rule
	 * @return the merge; ours, and a question, where there can be none
	 */
	static Merge merged(ModelUpgrade file, Map<String, String> refused) {
		byte[] base = file.base();
		if (base == null) {
			return Merge.undecided(file.running(), "It ships a file of this name for the first time.",
					"A file of this name was made here.",
					"There can be one of a name only. Yours runs on until you choose; keep it under another name if you "
							+ "need both.");
		}
		for (byte[] content : new byte[][] { base, file.running(), file.shipped() }) {
			Optional<ModelProblem> unreadable = PublishedModels.unreadable(file.file(), content);
			if (unreadable.isPresent()) {
				return undecided(file, "One of the versions can't be opened: " + unreadable.get().message());
			}
		}
		try {
			Merge merge = switch (ModelKind.of(file.file()).orElseThrow()) {
				case DIAGRAM -> DiagramMerge.of(base, file.running(), file.shipped(), refused);
				case DECISION -> TableMerge.of(base, file.running(), file.shipped(), refused);
				case FORM -> FormMerge.of(base, file.running(), file.shipped(), refused);
			};
			return PublishedModels.unreadable(file.file(), merge.content())
				.map((problem) -> undecided(file, "Merged, it could not be opened: " + problem.message()))
				.orElse(merge);
		}
		catch (RuntimeException ex) {
			log.warn("{} could not be merged", file.file(), ex);
			return undecided(file, "Its parts can't be told apart, so that nobody but you can merge it.");
		}
	}

	/** The question what becomes of the file as a whole. */
	static Merge undecided(ModelUpgrade file, String why) {
		return Merge.undecided(file.running(), "It has changed in this file.", "The file was changed here, too.",
				why + " Yours is in the draft. Compare both, and change by hand what you want.");
	}

	/**
	 * Makes what is settled together as one of both has it.
	 * @param name the file
	 * @param content the draft
	 * @param elements what is settled together; empty for the whole file
	 * @param other whose is taken
	 * @return the draft with it
	 * @throws RuntimeException if the draft was edited so that it can't be done
	 */
	static byte[] settled(String name, byte[] content, Set<String> elements, byte[] other) {
		if (elements.isEmpty()) {
			return other;
		}
		return switch (ModelKind.of(name).orElseThrow()) {
			case DIAGRAM -> DiagramMerge.settled(content, elements, other);
			case DECISION -> TableMerge.settled(content, elements, other);
			case FORM -> FormMerge.settled(content, elements, other);
		};
	}

}
