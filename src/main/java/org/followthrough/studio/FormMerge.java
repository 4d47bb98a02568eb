package org.followthrough.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.studio.Difference.Change;
import org.followthrough.studio.Merge.Conflict;

/**
 * Merges two versions of a form that were made of a third, field by field.
 */
final class FormMerge {

	/** Stands for the order of all fields. */
	private static final String ORDER = "@@order";

	private final FormParts base;

	private final FormParts ours;

	private final FormParts theirs;

	private final List<Change> shippedChanges;

	private final List<Change> ourChanges;

	private final List<Conflict> conflicts = new ArrayList<>();

	private FormMerge(byte[] base, byte[] ours, byte[] theirs) {
		this.base = FormParts.of(base);
		this.ours = FormParts.of(ours);
		this.theirs = FormParts.of(theirs);
		this.shippedChanges = FormDifference.between(base, theirs);
		this.ourChanges = FormDifference.between(base, ours);
	}

	/**
	 * Merges.
	 * @param base what both were made of
	 * @param ours what runs
	 * @param theirs what is shipped
	 * @param refused fields that would break a rule if the upgrade's came over
	 * @return the merge
	 */
	static Merge of(byte[] base, byte[] ours, byte[] theirs, Map<String, String> refused) {
		if (Arrays.equals(base, theirs) || Arrays.equals(ours, theirs)) {
			return Merge.ours(ours);
		}
		return new FormMerge(base, ours, theirs).merged(ours, theirs, refused);
	}

	private Merge merged(byte[] content, byte[] theirs, Map<String, String> refused) {
		FormParts result = FormParts.of(content);
		Set<String> keys = new LinkedHashSet<>(this.theirs.settings());
		keys.addAll(this.base.settings());
		// Whatever is around comes before what is in it, and goes after it.
		keys.addAll(this.theirs.keys());
		List<String> gone = new ArrayList<>(this.base.keys());
		gone.removeAll(this.theirs.keys());
		Collections.reverse(gone);
		keys.addAll(gone);
		Set<String> taken = new LinkedHashSet<>();
		for (String key : keys) {
			String before = this.base.text(key);
			String here = this.ours.text(key);
			String there = this.theirs.text(key);
			if (!there.equals(before) && !there.equals(here)) {
				String why = why(key, result, refused);
				if (why.isEmpty()) {
					result.put(key, this.theirs);
					taken.add(key);
				}
				else {
					conflict(key, why);
				}
			}
		}
		boolean arranged = arrange(result);
		if (taken.isEmpty() && !arranged) {
			return new Merge(content, List.of(), this.conflicts);
		}
		byte[] merged = asShipped(result, this.theirs, theirs);
		return new Merge(merged, FormDifference.between(content, merged).stream().map(Change::words).toList(),
				this.conflicts);
	}

	/** Byte for byte as it is shipped, if it is just so. */
	private static byte[] asShipped(FormParts result, FormParts theirs, byte[] shipped) {
		byte[] content = result.content();
		return Arrays.equals(content, theirs.content()) ? shipped : content;
	}

	private boolean arrange(FormParts result) {
		List<String> before = result.keys();
		List<String> order = MergedOrder.of(this.base.keys(), this.ours.keys(), this.theirs.keys(), Set.copyOf(before));
		if (MergedOrder.disagree(this.base.keys(), this.ours.keys(), this.theirs.keys())) {
			this.conflicts.add(new Conflict("", Set.of(ORDER), "The fields stand in another order.",
					"The fields were put in order here, too.", "They can stand in one order only."));
		}
		result.arrange(order);
		return !before.equals(result.keys());
	}

	private String why(String key, FormParts result, Map<String, String> refused) {
		if (refused.containsKey(key)) {
			return "As shipped it would break a rule here: " + refused.get(key);
		}
		if (!this.ours.text(key).equals(this.base.text(key))) {
			if (!this.theirs.has(key)) {
				return "The upgrade does without it, and it was changed here: what was changed would be gone with it.";
			}
			return this.ours.has(key)
					? "Both have changed it, each in its own way. Until you choose, it stays as it runs here."
					: "The upgrade changes it, and it was taken out here: it would have to come back.";
		}
		if (!this.theirs.has(key) && result.keys().stream().anyMatch((one) -> result.around(one).equals(key))) {
			return "The upgrade does without it, and there are fields in it here.";
		}
		String around = this.theirs.around(key);
		return (!around.isEmpty() && !result.has(around))
				? "It is in a part of the form that isn't there any more here." : "";
	}

	private void conflict(String key, String why) {
		boolean isSetting = key.startsWith(FormParts.SETTING);
		String name = isSetting ? "The form's setting \"" + key.substring(1) + "\""
				: "The field " + (this.ours.has(key) ? this.ours : this.theirs).name(key);
		this.conflicts.add(new Conflict(isSetting ? "" : key, Set.of(key), words(this.shippedChanges, key, name),
				words(this.ourChanges, key, name), why));
	}

	private static String words(List<Change> changes, String key, String name) {
		String words = changes.stream()
			.filter((change) -> !key.isEmpty() && change.element().equals(key))
			.map(Change::words)
			.collect(Collectors.joining(" "));
		return words.isEmpty() ? name + " is otherwise." : words;
	}

	/**
	 * Makes what is settled as one of both has it.
	 * @param content the draft
	 * @param keys what is settled together
	 * @param other whose is taken
	 * @return the draft with it
	 */
	static byte[] settled(byte[] content, Set<String> keys, byte[] other) {
		FormParts result = FormParts.of(content);
		FormParts taken = FormParts.of(other);
		if (keys.contains(ORDER)) {
			result.arrange(MergedOrder.of(result.keys(), result.keys(), taken.keys(), Set.copyOf(result.keys())));
		}
		Stream.concat(taken.keys().stream(), keys.stream())
			.distinct()
			.filter((key) -> keys.contains(key) && !key.equals(ORDER))
			.forEach((key) -> result.put(key, taken));
		return asShipped(result, taken, other);
	}

}
