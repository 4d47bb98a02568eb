package org.followthrough.studio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.studio.Difference.Change;
import org.followthrough.studio.Merge.Conflict;
import org.w3c.dom.Element;

/**
 * Merges two versions of a diagram that were made of a third, element by element. What
 * belongs together comes over together or not at all: a new element with the ways to it,
 * and all ways out of a choice.
 */
final class DiagramMerge {

	private static final Set<String> CHOICES = Set.of("exclusiveGateway", "parallelGateway", "eventBasedGateway");

	private static final Set<String> AROUND = Set.of("process", "subProcess");

	private final DiagramParts base;

	private final DiagramParts ours;

	private final DiagramParts theirs;

	private final byte[] ourContent;

	private final byte[] theirContent;

	/** What the upgrade changed and we have not changed alike. */
	private final Set<String> wanted = new LinkedHashSet<>();

	private final Set<String> changedHere = new LinkedHashSet<>();

	private final List<Set<String>> groups = new ArrayList<>();

	/** Groups that don't come over, and why. */
	private final Map<Set<String>, String> kept = new LinkedHashMap<>();

	private final List<Change> shippedChanges;

	private final List<Change> ourChanges;

	private DiagramMerge(byte[] base, byte[] ours, byte[] theirs) {
		this.base = DiagramParts.of(base);
		this.ours = DiagramParts.of(ours);
		this.theirs = DiagramParts.of(theirs);
		this.ourContent = ours;
		this.theirContent = theirs;
		this.shippedChanges = DiagramDifference.between(base, theirs);
		this.ourChanges = DiagramDifference.between(base, ours);
		all().forEach((id) -> {
			String before = this.base.text(id);
			String here = this.ours.text(id);
			String there = this.theirs.text(id);
			if (!there.equals(before) && !there.equals(here)) {
				this.wanted.add(id);
			}
			if (!here.equals(before)) {
				this.changedHere.add(id);
			}
		});
		group();
	}

	private Stream<String> all() {
		return Stream.of(this.base, this.ours, this.theirs).flatMap((parts) -> parts.ids().stream()).distinct();
	}

	/**
	 * Merges.
	 * @param base what both were made of
	 * @param ours what runs
	 * @param theirs what is shipped
	 * @param refused elements that would break a rule if the upgrade's came over, with
	 * the rule
	 * @return the merge
	 */
	static Merge of(byte[] base, byte[] ours, byte[] theirs, Map<String, String> refused) {
		if (Arrays.equals(base, theirs) || Arrays.equals(ours, theirs)) {
			return Merge.ours(ours);
		}
		return new DiagramMerge(base, ours, theirs).merged(refused);
	}

	private void group() {
		Map<String, Set<String>> together = new HashMap<>();
		for (String id : this.wanted) {
			for (DiagramParts parts : List.of(this.base, this.theirs)) {
				if (parts.has(id) && isBuilt(id)) {
					parts.beside(id)
						.stream()
						.filter((other) -> this.wanted.contains(other) && isBuilt(other))
						.forEach((other) -> connect(together, id, other));
				}
				choice(parts, id).forEach((other) -> connect(together, id, other));
			}
		}
		Set<String> seen = new LinkedHashSet<>();
		for (String id : this.wanted) {
			if (seen.add(id)) {
				Set<String> group = new LinkedHashSet<>(Set.of(id));
				Deque<String> open = new ArrayDeque<>(group);
				while (!open.isEmpty()) {
					together.getOrDefault(open.poll(), Set.of()).stream().filter(group::add).forEach(open::add);
				}
				seen.addAll(group);
				this.groups.add(group);
			}
		}
	}

	private static void connect(Map<String, Set<String>> together, String one, String other) {
		together.computeIfAbsent(one, (key) -> new LinkedHashSet<>()).add(other);
		together.computeIfAbsent(other, (key) -> new LinkedHashSet<>()).add(one);
	}

	/** Whether it is there or not, or hangs together with others than before. */
	private boolean isBuilt(String id) {
		return !this.base.has(id) || !this.theirs.has(id) || !this.base.beside(id).equals(this.theirs.beside(id));
	}

	/** What of a choice is wanted, if this is one of its ways. */
	private List<String> choice(DiagramParts parts, String flow) {
		String from = end(parts, flow, "sourceRef");
		if (parts.element(from).filter((one) -> CHOICES.contains(one.getLocalName())).isEmpty()) {
			return List.of();
		}
		return this.wanted.stream()
			.filter((id) -> id.equals(from) || from.equals(end(parts, id, "sourceRef")))
			.filter((id) -> !id.equals(flow))
			.toList();
	}

	private static String end(DiagramParts parts, String flow, String end) {
		return parts.element(flow)
			.filter((one) -> "sequenceFlow".equals(one.getLocalName()))
			.map((one) -> one.getAttribute(end))
			.orElse("");
	}

	private Merge merged(Map<String, String> refused) {
		for (Set<String> group : this.groups) {
			refused.keySet()
				.stream()
				.filter((id) -> touches(group, id))
				.findFirst()
				.ifPresent((id) -> this.kept.put(group, "As shipped it would break a rule here: " + refused.get(id)));
		}
		DiagramParts result;
		do {
			keepWhatCannotCome();
			result = DiagramParts.of(this.ourContent);
			result.putBack(taken(), this.theirs);
		}
		while (keepWhatHarms(result));
		List<String> notes = new DiagramLayout(result, this.base, this.ours, this.theirs).settle(taken(), heldBack());
		byte[] content = content(result);
		List<String> came = new ArrayList<>();
		if (content != this.ourContent) {
			DiagramDifference.between(this.ourContent, content).forEach((change) -> came.add(change.words()));
			came.addAll(notes);
			if (came.isEmpty()) {
				came.add("Something is otherwise that can't be told in words: see it beside what runs.");
			}
		}
		List<Conflict> conflicts = new ArrayList<>();
		this.kept.forEach((group, why) -> conflicts.add(conflict(group, why)));
		if (!this.theirs.rest().equals(this.base.rest()) && !this.theirs.rest().equals(this.ours.rest())) {
			conflicts.add(new Conflict("", Set.of(), "It changes what stands beside the elements, and can't be drawn.",
					"It is as it runs here.", "Compare both, and change by hand what you want."));
		}
		return new Merge(content, came, conflicts);
	}

	/** Byte for byte whose it is, if it is just so. */
	private byte[] content(DiagramParts result) {
		return result.isLike(this.ours) ? this.ourContent
				: result.isLike(this.theirs) ? this.theirContent : result.content();
	}

	private Set<String> taken() {
		return this.groups.stream()
			.filter((group) -> !this.kept.containsKey(group))
			.flatMap(Set::stream)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private Set<String> heldBack() {
		return this.kept.keySet().stream().flatMap(Set::stream).collect(Collectors.toSet());
	}

	/** What is held back may be needed by what isn't: again until nothing changes. */
	private void keepWhatCannotCome() {
		boolean more = true;
		while (more) {
			more = false;
			Set<String> taken = taken();
			for (Set<String> group : this.groups) {
				if (!this.kept.containsKey(group)) {
					String why = against(group, taken);
					if (!why.isEmpty()) {
						this.kept.put(group, why);
						more = true;
						break;
					}
				}
			}
		}
	}

	/** Why a group can't come over; empty when it can. */
	private String against(Set<String> group, Set<String> taken) {
		for (String id : group) {
			if (this.changedHere.contains(id)) {
				return both(id);
			}
			if (this.theirs.has(id)) {
				for (String needed : this.theirs.beside(id)) {
					boolean exists = taken.contains(needed) ? this.theirs.has(needed) : this.ours.has(needed);
					if (!exists) {
						return "The upgrade's change needs " + name(needed)
								+ ", which isn't there any more here: it would hang in the air.";
					}
				}
			}
			else {
				for (String here : this.ours.ids()) {
					if (!taken.contains(here) && this.ours.beside(here).contains(id)) {
						return "The upgrade does without " + name(id) + ", and " + name(here)
								+ " needs it here: it would hang in the air.";
					}
				}
			}
		}
		return forks(group);
	}

	private String both(String id) {
		if (!this.theirs.has(id)) {
			return "The upgrade does without " + name(id)
					+ ", which was changed here: what was changed would be gone with it.";
		}
		if (!this.ours.has(id)) {
			return "The upgrade changes " + name(id) + ", which was taken out here: it would have to come back.";
		}
		return "Both have changed " + name(id) + ", each in its own way. Until you choose, it stays as it runs here.";
	}

	/** Two ways on from one place that ask for nothing would both be taken. */
	private String forks(Set<String> group) {
		for (String id : group) {
			for (String end : List.of("sourceRef", "targetRef")) {
				for (DiagramParts parts : List.of(this.base, this.theirs)) {
					String node = end(parts, id, end);
					if (!node.isEmpty() && isForked(node, end)) {
						return "sourceRef".equals(end)
								? "The upgrade and the changes made here go on from " + name(node)
										+ " in different ways: a case would go both at once."
								: "The upgrade and the changes made here lead to " + name(node)
										+ " in different ways: a case would wait there for a way that never comes.";
					}
				}
			}
		}
		return "";
	}

	private boolean isForked(String node, String end) {
		String kind = this.ours.element(node).map(Element::getLocalName).orElse("");
		if ("sourceRef".equals(end) ? "exclusiveGateway".equals(kind) : !"parallelGateway".equals(kind)) {
			return false;
		}
		Set<String> before = flows(this.base, node, end);
		Set<String> here = flows(this.ours, node, end);
		Set<String> there = flows(this.theirs, node, end);
		return !here.equals(before) && !there.equals(before) && !here.equals(there);
	}

	private static Set<String> flows(DiagramParts parts, String node, String end) {
		return parts.ids()
			.stream()
			.filter((id) -> node.equals(end(parts, id, end)))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** Whatever is not as either wants it: better a question more than something lost. */
	private boolean keepWhatHarms(DiagramParts result) {
		Set<String> taken = taken();
		List<String> wrong = all()
			.filter((id) -> !result.text(id).equals((taken.contains(id) ? this.theirs : this.ours).text(id)))
			.toList();
		if (wrong.isEmpty()) {
			return false;
		}
		List<Set<String>> blamed = this.groups.stream()
			.filter((group) -> !this.kept.containsKey(group) && wrong.stream().anyMatch((id) -> touches(group, id)))
			.toList();
		(blamed.isEmpty() ? this.groups : blamed).forEach((group) -> this.kept.putIfAbsent(group,
				"What the upgrade wants and what was changed here hang together: they can't both come about."));
		return true;
	}

	private boolean touches(Set<String> group, String id) {
		return group.contains(id) || group.stream()
			.anyMatch((one) -> Stream.of(this.base, this.ours, this.theirs)
				.anyMatch((parts) -> (parts.has(one) && parts.beside(one).contains(id))
						|| (parts.has(id) && parts.beside(id).contains(one))));
	}

	private String name(String id) {
		for (DiagramParts parts : List.of(this.ours, this.theirs, this.base)) {
			if (parts.has(id)) {
				return parts.words().of(parts.element(id).orElseThrow());
			}
		}
		return "\"" + id + "\"";
	}

	private Conflict conflict(Set<String> group, String why) {
		Set<String> near = near(group);
		String here = sentences(this.ourChanges, group);
		if (here.isEmpty()) {
			here = sentences(this.ourChanges, near);
		}
		String there = sentences(this.shippedChanges, group);
		if (there.isEmpty()) {
			there = group.stream().map((id) -> "It changes " + name(id) + ".").collect(Collectors.joining(" "));
		}
		String whole = (group.size() > 1)
				? why + " " + group.size() + " changes belong together and come over together or not at all." : why;
		return new Conflict(place(group, near), settled(group), there,
				here.isEmpty() ? "It is as it was shipped before." : here, whole);
	}

	/** The group, what it joins, and what was changed here beside that. */
	private Set<String> near(Set<String> group) {
		Set<String> near = new LinkedHashSet<>(group);
		for (DiagramParts parts : List.of(this.theirs, this.ours)) {
			group.stream()
				.filter(parts::has)
				.flatMap((id) -> parts.beside(id).stream())
				.filter((id) -> !AROUND.contains(kind(id)))
				.forEach(near::add);
		}
		Deque<String> open = new ArrayDeque<>(near);
		while (!open.isEmpty()) {
			String at = open.poll();
			this.changedHere.stream()
				.filter(this.ours::has)
				.filter((id) -> this.ours.beside(id).contains(at)
						|| (this.ours.has(at) && this.ours.beside(at).contains(id)))
				.filter((id) -> !AROUND.contains(kind(id)))
				.filter(near::add)
				.forEach(open::add);
		}
		return near;
	}

	private String kind(String id) {
		return Stream.of(this.ours, this.theirs)
			.flatMap((parts) -> parts.element(id).stream())
			.map(Element::getLocalName)
			.findFirst()
			.orElse("");
	}

	private static String sentences(List<Change> changes, Set<String> ids) {
		return changes.stream()
			.filter((change) -> ids.contains(change.element()) && change.kind() != Difference.Kind.MOVED)
			.map(Change::words)
			.distinct()
			.collect(Collectors.joining(" "));
	}

	/** An element that can be shown, for it is there. */
	private String place(Set<String> group, Set<String> near) {
		Predicate<String> shown = (id) -> this.ours.element(id)
			.filter((one) -> !Set.of("message", "process").contains(one.getLocalName()))
			.isPresent();
		return Stream
			.of(group.stream().filter(this.changedHere::contains), group.stream(),
					near.stream().filter(this.changedHere::contains), near.stream())
			.flatMap((ids) -> ids)
			.filter(shown)
			.findFirst()
			.orElse("");
	}

	/** The group with all that comes or goes with it. */
	private Set<String> settled(Set<String> group) {
		DiagramParts there = DiagramParts.of(this.ourContent);
		there.putBack(needed(group), this.theirs);
		return all().filter((id) -> !there.text(id).equals(this.ours.text(id)))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private Set<String> needed(Set<String> group) {
		Set<String> all = new LinkedHashSet<>(group);
		Deque<String> open = new ArrayDeque<>(group);
		while (!open.isEmpty()) {
			String id = open.poll();
			Collection<String> beside = this.theirs.has(id) ? this.theirs.beside(id) : List.of();
			beside.stream().filter((one) -> !this.ours.has(one) && all.add(one)).forEach(open::add);
		}
		return all;
	}

	/**
	 * Makes what is settled together as one of both has it.
	 * @param content the draft
	 * @param elements what is settled together
	 * @param other whose is taken
	 * @return the draft with it
	 */
	static byte[] settled(byte[] content, Set<String> elements, byte[] other) {
		DiagramParts before = DiagramParts.of(content);
		DiagramParts result = DiagramParts.of(content);
		DiagramParts taken = DiagramParts.of(other);
		result.putBack(elements, taken);
		new DiagramLayout(result, before, before, taken).settle(elements, Set.copyOf(result.ids()));
		return result.isLike(taken) ? other : result.content();
	}

}
