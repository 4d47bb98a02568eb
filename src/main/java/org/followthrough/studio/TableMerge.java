package org.followthrough.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.followthrough.studio.Difference.Change;
import org.followthrough.studio.Merge.Conflict;

/**
 * Merges two versions of a decision table that were made of a third, column by column and
 * row by row.
 */
final class TableMerge {

	private static final String ORDER = "@order";

	private static final String POLICY = "@policy";

	private final TableParts base;

	private final TableParts ours;

	private final TableParts theirs;

	private final TableParts result;

	private final Map<String, String> refused;

	private final List<Conflict> conflicts = new ArrayList<>();

	/** Columns that all three have: by these, rows are compared. */
	private final Set<String> stable;

	private boolean isChanged;

	private TableMerge(byte[] base, byte[] ours, byte[] theirs, Map<String, String> refused) {
		this.base = TableParts.of(base);
		this.ours = TableParts.of(ours);
		this.theirs = TableParts.of(theirs);
		this.result = TableParts.of(ours);
		this.refused = refused;
		this.stable = new LinkedHashSet<>(this.base.columns());
		this.stable.retainAll(this.ours.columns());
		this.stable.retainAll(this.theirs.columns());
	}

	/**
	 * Merges.
	 * @param base what both were made of
	 * @param ours what runs
	 * @param theirs what is shipped
	 * @param refused rows and columns that would break a rule if the upgrade's came over
	 * @return the merge
	 * @throws IllegalArgumentException if one of them isn't a table whose parts have ids
	 */
	static Merge of(byte[] base, byte[] ours, byte[] theirs, Map<String, String> refused) {
		if (Arrays.equals(base, theirs) || Arrays.equals(ours, theirs)) {
			return Merge.ours(ours);
		}
		return new TableMerge(base, ours, theirs, refused).merged(ours, theirs);
	}

	private Merge merged(byte[] content, byte[] shipped) {
		policy();
		columns();
		rows();
		order();
		if (!this.isChanged) {
			return new Merge(content, List.of(), this.conflicts);
		}
		byte[] merged = this.result.isLike(this.theirs) ? shipped : this.result.content();
		return new Merge(merged, TableDifference.between(content, merged).stream().map(Change::words).toList(),
				this.conflicts);
	}

	private void policy() {
		String there = this.theirs.policy();
		if (there.equals(this.base.policy()) || there.equals(this.ours.policy())) {
			return;
		}
		if (this.ours.policy().equals(this.base.policy())) {
			this.result.policy(this.theirs);
			this.isChanged = true;
		}
		else {
			this.conflicts.add(new Conflict("", Set.of(POLICY), "Which rows count is \"" + there.strip() + "\".",
					"Which rows count is \"" + this.ours.policy().strip() + "\".",
					"Both have changed which rows count. Until you choose, it stays as it runs here."));
		}
	}

	private void columns() {
		for (String id : union(this.theirs.columns(), this.base.columns())) {
			String before = this.base.column(id);
			String here = this.ours.column(id);
			String there = this.theirs.column(id);
			if (there.equals(before) || there.equals(here)) {
				continue;
			}
			String why = this.refused.containsKey(id) ? broken(id)
					: here.equals(before) ? (there.isEmpty() && isCellChanged(id)
							? "The upgrade does without this column, and what stands in it was changed here." : "")
							: both(here, there);
			if (why.isEmpty()) {
				this.result.putColumn(id, this.theirs);
				this.isChanged = true;
			}
			else {
				conflict(id, "The column \"" + (here.isEmpty() ? this.theirs : this.ours).header(id) + "\"", before,
						here, there, why);
			}
		}
	}

	private boolean isCellChanged(String column) {
		return this.ours.rows()
			.stream()
			.anyMatch((row) -> !this.ours.cell(row, column).equals(this.base.cell(row, column)));
	}

	private void rows() {
		for (String id : union(this.theirs.rows(), this.base.rows())) {
			String before = this.base.row(id, this.stable);
			String here = this.ours.row(id, this.stable);
			String there = this.theirs.row(id, this.stable);
			String lost = !there.isEmpty() ? lostCell(id) : "";
			if ((there.equals(before) || there.equals(here)) && lost.isEmpty()) {
				continue;
			}
			String why = this.refused.containsKey(id) ? broken(id)
					: !lost.isEmpty()
							? "The upgrade changes this row in the column \"" + lost
									+ "\", which isn't there any more here."
							: here.equals(before) ? "" : both(here, there);
			if (why.isEmpty()) {
				this.result.putRow(id, this.theirs);
				this.isChanged = true;
			}
			else {
				String name = "The row \"" + (here.isEmpty() ? this.theirs : this.ours).words(id) + "\"";
				this.conflicts.add(new Conflict(id, Set.of(id),
						there.isEmpty() ? name + " was removed."
								: before.isEmpty() ? "The row is new: \"" + this.theirs.words(id) + "\"."
										: "The row is \"" + this.theirs.words(id) + "\" now; before: \""
												+ this.base.words(id) + "\".",
						here.equals(before) ? "It is as it was shipped before." : here.isEmpty()
								? name + " was removed." : "The row is \"" + this.ours.words(id) + "\".",
						why));
			}
		}
	}

	/** A column that was taken out here and in which the upgrade changes the row. */
	private String lostCell(String row) {
		return this.base.columns()
			.stream()
			.filter((column) -> !this.ours.columns().contains(column) && this.base.rows().contains(row)
					&& this.theirs.columns().contains(column)
					&& !this.theirs.cell(row, column).equals(this.base.cell(row, column)))
			.map(this.theirs::header)
			.findFirst()
			.orElse("");
	}

	private void order() {
		List<String> before = List.copyOf(this.result.rows());
		if (MergedOrder.disagree(this.base.rows(), this.ours.rows(), this.theirs.rows())) {
			this.conflicts.add(new Conflict("", Set.of(ORDER), "The rows stand in another order.",
					"The rows were put in order here, too.",
					"They can stand in one order only, and it may decide which of them counts."));
		}
		List<String> order = MergedOrder.of(this.base.rows(), this.ours.rows(), this.theirs.rows(), Set.copyOf(before));
		if (!order.equals(before)) {
			this.result.arrange(order);
			this.isChanged = true;
		}
	}

	private String broken(String id) {
		return "As shipped it would break a rule here: " + this.refused.get(id);
	}

	private static String both(String here, String there) {
		return there.isEmpty() ? "The upgrade does without it, and it was changed here: what was changed would be gone."
				: here.isEmpty() ? "The upgrade changes it, and it was taken out here: it would have to come back."
						: "Both have changed it, each in its own way. Until you choose, it stays as it runs here.";
	}

	private void conflict(String id, String name, String before, String here, String there, String why) {
		this.conflicts.add(new Conflict(id, Set.of(id), words(name, before, there), words(name, before, here), why));
	}

	private static String words(String name, String before, String after) {
		return after.equals(before) ? name + " is as it was shipped before." : after.isEmpty() ? name + " was removed."
				: before.isEmpty() ? name + " was added." : name + " is otherwise.";
	}

	private static Set<String> union(Set<String> one, Set<String> other) {
		Set<String> all = new LinkedHashSet<>(one);
		all.addAll(other);
		return all;
	}

	/**
	 * Makes what is settled as one of both has it.
	 * @param content the draft
	 * @param parts what is settled together
	 * @param other whose is taken
	 * @return the draft with it
	 */
	static byte[] settled(byte[] content, Set<String> parts, byte[] other) {
		TableParts result = TableParts.of(content);
		TableParts taken = TableParts.of(other);
		for (String part : parts) {
			if (part.equals(ORDER)) {
				result.arrange(MergedOrder.of(result.rows(), List.copyOf(result.rows()), taken.rows(),
						Set.copyOf(result.rows())));
			}
			else if (part.equals(POLICY)) {
				result.policy(taken);
			}
			else if (taken.columns().contains(part) || result.columns().contains(part)) {
				result.putColumn(part, taken);
			}
			else {
				result.putRow(part, taken);
			}
		}
		return result.isLike(taken) ? other : result.content();
	}

}
