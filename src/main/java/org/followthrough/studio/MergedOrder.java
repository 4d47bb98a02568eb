package org.followthrough.studio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * In which order things stand that come from two versions.
 */
final class MergedOrder {

	private MergedOrder() {
	}

	/**
	 * Puts what is left of both in order: in that of whoever has changed it, ours if both
	 * have. What only the other has stands behind what it stands behind there.
	 * @param base the order before both
	 * @param ours our order
	 * @param theirs theirs
	 * @param left what is left
	 * @return all of it, in order
	 */
	static List<String> of(Collection<String> base, Collection<String> ours, Collection<String> theirs,
			Set<String> left) {
		boolean theirsLeads = moved(base, theirs) && !moved(base, ours);
		List<String> other = List.copyOf(theirsLeads ? ours : theirs);
		List<String> order = new ArrayList<>((theirsLeads ? theirs : ours).stream().filter(left::contains).toList());
		for (int at = 0; at < other.size(); at++) {
			String one = other.get(at);
			if (left.contains(one) && !order.contains(one)) {
				int behind = -1;
				for (int before = at - 1; before >= 0 && behind < 0; before--) {
					behind = order.indexOf(other.get(before));
				}
				order.add(behind + 1, one);
			}
		}
		return order;
	}

	/** Whether what both have stands otherwise. */
	static boolean moved(Collection<String> before, Collection<String> after) {
		return !before.stream()
			.filter(after::contains)
			.toList()
			.equals(after.stream().filter(before::contains).toList());
	}

	/** Whether each has put what all have in an order of its own. */
	static boolean disagree(Collection<String> base, Collection<String> ours, Collection<String> theirs) {
		return moved(base, ours) && moved(base, theirs) && moved(ours, theirs);
	}

}
