package org.followthrough.studio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.w3c.dom.Element;

/**
 * The repair that can always be proposed: to put back, as it runs, the part of a diagram
 * in which something is wrong, and to leave whatever else was changed in it. What belongs
 * together is found by what is connected: the changed elements nearest to the problem,
 * and those changed beside them.
 */
final class PutBack {

	private final DiagramParts running;

	private final DiagramParts draft;

	private final Map<String, Set<String>> beside = new HashMap<>();

	private final Set<String> changed = new LinkedHashSet<>();

	/**
	 * Compares a diagram with itself as it runs, once for all its problems.
	 * @param running the diagram as it runs
	 * @param draft the diagram with problems
	 */
	PutBack(byte[] running, byte[] draft) {
		this.running = DiagramParts.of(running);
		this.draft = DiagramParts.of(draft);
		connect(this.running);
		connect(this.draft);
		this.running.ids().forEach((id) -> {
			if (!this.running.text(id).equals(this.draft.text(id))) {
				this.changed.add(id);
			}
		});
		this.draft.ids().stream().filter((id) -> !this.running.has(id)).forEach(this.changed::add);
	}

	private void connect(DiagramParts parts) {
		parts.ids().forEach((id) -> parts.beside(id).forEach((other) -> {
			this.beside.computeIfAbsent(id, (key) -> new LinkedHashSet<>()).add(other);
			this.beside.computeIfAbsent(other, (key) -> new LinkedHashSet<>()).add(id);
		}));
	}

	/**
	 * Proposes a repair.
	 * @param element where the problem is
	 * @return what would be put back, a sentence each; empty when nothing was changed
	 */
	List<String> words(String element) {
		DiagramWords before = this.running.words();
		DiagramWords now = this.draft.words();
		List<String> words = new ArrayList<>();
		for (String id : part(element)) {
			Optional<Element> old = this.running.element(id);
			Optional<Element> drawn = this.draft.element(id);
			if (drawn.isEmpty()) {
				old.ifPresent((it) -> words.add(before.begin(it) + " comes back."));
			}
			else if (old.isEmpty()) {
				words.add(now.begin(drawn.get()) + " goes.");
			}
			else {
				words.add(before.begin(old.get()) + " is as it runs again.");
			}
		}
		return words;
	}

	/**
	 * Does it. What was compared is the repaired diagram from then on.
	 * @param element where the problem is
	 * @return the repaired file; empty when nothing was changed
	 */
	Optional<byte[]> done(String element) {
		Set<String> part = part(element);
		if (part.isEmpty()) {
			return Optional.empty();
		}
		this.draft.putBack(part, this.running);
		return Optional.of(this.draft.content());
	}

	private Set<String> part(String element) {
		return nearest(element).map(this::together).orElse(Set.of());
	}

	private Optional<String> nearest(String element) {
		Deque<String> open = new ArrayDeque<>(List.of(element));
		Set<String> seen = new LinkedHashSet<>(open);
		while (!open.isEmpty()) {
			String at = open.poll();
			if (this.changed.contains(at)) {
				return Optional.of(at);
			}
			this.beside.getOrDefault(at, Set.of()).stream().filter(seen::add).forEach(open::add);
		}
		return this.changed.stream().findFirst();
	}

	private Set<String> together(String one) {
		Deque<String> open = new ArrayDeque<>(List.of(one));
		Set<String> part = new LinkedHashSet<>(open);
		while (!open.isEmpty()) {
			this.beside.getOrDefault(open.poll(), Set.of())
				.stream()
				.filter(this.changed::contains)
				.filter(part::add)
				.forEach(open::add);
		}
		return part;
	}

}
