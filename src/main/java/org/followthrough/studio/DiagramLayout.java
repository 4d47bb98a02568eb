package org.followthrough.studio;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.w3c.dom.Element;

/**
 * Draws what was merged so that it can be read: what the upgrade has moved is moved, if
 * nothing of ours lies there; what is new and would lie on something is put where there
 * is room; ways begin and end at what they join.
 */
final class DiagramLayout {

	private static final int STEP = 20;

	private static final int FURTHEST = 80;

	private static final int GAP = 10;

	private final DiagramParts result;

	private final DiagramParts base;

	private final DiagramParts ours;

	private final DiagramParts theirs;

	DiagramLayout(DiagramParts result, DiagramParts base, DiagramParts ours, DiagramParts theirs) {
		this.result = result;
		this.base = base;
		this.ours = ours;
		this.theirs = theirs;
	}

	/**
	 * Draws it.
	 * @param taken what came over
	 * @param heldBack what did not
	 * @return what whoever reads it should know, a sentence each
	 */
	List<String> settle(Set<String> taken, Set<String> heldBack) {
		Set<String> touched = new LinkedHashSet<>(moves(heldBack));
		List<String> notes = new ArrayList<>();
		Set<String> fresh = new LinkedHashSet<>();
		taken.stream()
			.filter((id) -> this.result.has(id) && !this.ours.has(id) && box(this.result, id).isPresent())
			.forEach(fresh::add);
		for (String id : fresh) {
			if (!fresh.contains(around(id))) {
				place(id, fresh, notes);
				touched.add(id);
			}
		}
		touched.addAll(taken);
		this.result.ids()
			.stream()
			.filter((id) -> "sequenceFlow".equals(kind(id)))
			.filter((flow) -> touched.contains(flow) || touched.contains(end(flow, "sourceRef"))
					|| touched.contains(end(flow, "targetRef")))
			.toList()
			.forEach(this::join);
		return notes;
	}

	/** Whether something is drawn otherwise in one version than in another. */
	static boolean moved(DiagramParts one, DiagramParts other) {
		return one.ids().stream().anyMatch((id) -> !drawing(one, id).equals(drawing(other, id)));
	}

	private static String drawing(DiagramParts parts, String id) {
		return parts.drawn(id).map(DiagramLayout::text).orElse("");
	}

	private static String text(Element drawn) {
		StringBuilder text = new StringBuilder();
		inner(drawn).forEach((one) -> text.append(one.getLocalName()).append(XmlTree.attributes(one)));
		return text.toString();
	}

	private static Stream<Element> inner(Element element) {
		return XmlTree.children(element).stream().flatMap((child) -> Stream.concat(Stream.of(child), inner(child)));
	}

	/** All that only they have moved, or nothing of it. */
	private Set<String> moves(Set<String> heldBack) {
		Set<String> moved = new LinkedHashSet<>();
		this.result.ids()
			.stream()
			.filter((id) -> !heldBack.contains(id) && this.base.has(id) && this.ours.has(id) && this.theirs.has(id))
			.filter((id) -> drawing(this.ours, id).equals(drawing(this.base, id)) && !drawing(this.theirs, id).isEmpty()
					&& !drawing(this.theirs, id).equals(drawing(this.base, id)))
			.forEach(moved::add);
		int before = lyingOnOurs(moved);
		moved.forEach((id) -> this.result.drawLike(id, this.theirs));
		if (lyingOnOurs(moved) > before) {
			moved.forEach((id) -> this.result.drawLike(id, this.ours));
			return Set.of();
		}
		return moved;
	}

	private int lyingOnOurs(Set<String> moved) {
		int lying = 0;
		for (String id : this.result.ids()) {
			boolean isOurs = this.ours.has(id) && !drawing(this.ours, id).equals(drawing(this.base, id));
			Optional<Box> box = isOurs ? box(this.result, id) : Optional.empty();
			if (box.isPresent()) {
				for (String other : moved) {
					if (!isInside(id, other) && !isInside(other, id)
							&& box(this.result, other).filter(box.get()::overlaps).isPresent()) {
						lying++;
					}
				}
			}
		}
		return lying;
	}

	/** An event stays where it stands on its task; whatever else is moved if need be. */
	private void place(String id, Set<String> fresh, List<String> notes) {
		Set<String> unit = new LinkedHashSet<>();
		fresh.stream().filter((one) -> one.equals(id) || isInside(one, id)).forEach(unit::add);
		String host = host(id);
		if (!host.isEmpty() && !unit.contains(host)) {
			Optional<Box> here = box(this.result, host);
			Optional<Box> there = box(this.theirs, host);
			if (here.isPresent() && there.isPresent()) {
				shift(unit, here.get().left - there.get().left, here.get().top - there.get().top);
			}
			return;
		}
		Box box = box(this.result, id).orElseThrow();
		if (liesOnNothing(box, id, unit)) {
			return;
		}
		for (int far = 1; far <= FURTHEST; far++) {
			for (int[] way : new int[][] { { 0, 1 }, { 0, -1 }, { 1, 0 }, { 1, 1 }, { 1, -1 }, { -1, 1 },
					{ -1, -1 } }) {
				double x = (double) far * STEP * way[0];
				double y = (double) far * STEP * way[1];
				if (isFree(box.moved(x, y), id, unit)) {
					shift(unit, x, y);
					notes.add(words(id)
							+ " is drawn a little further on than shipped, since something stands there here.");
					return;
				}
			}
		}
		notes.add(words(id) + " lies on something: there was no room for it. Move one of them.");
	}

	private boolean isFree(Box box, String id, Set<String> unit) {
		if (box.left < 0 || box.top < 0) {
			return false;
		}
		Optional<Box> around = box(this.result, around(id));
		if (around.isPresent() && !around.get().holds(box)) {
			return false;
		}
		return liesOnNothing(box, id, unit);
	}

	private boolean liesOnNothing(Box box, String id, Set<String> unit) {
		Box wide = box.wider(GAP);
		return this.result.ids()
			.stream()
			.filter((other) -> !unit.contains(other) && !isInside(id, other) && !unit.contains(host(other))
					&& !liesThere(id, other))
			.flatMap((other) -> box(this.result, other).stream())
			.noneMatch(wide::overlaps);
	}

	/** What lies on something as shipped is meant so. */
	private boolean liesThere(String id, String other) {
		return box(this.theirs, id).map((box) -> box.wider(GAP))
			.flatMap((box) -> box(this.theirs, other).filter(box::overlaps))
			.isPresent();
	}

	private void shift(Set<String> unit, double x, double y) {
		unit.forEach((id) -> this.result.drawn(id).ifPresent((drawn) -> shift(drawn, x, y)));
		this.result.ids()
			.stream()
			.filter((id) -> "sequenceFlow".equals(kind(id)) && unit.contains(end(id, "sourceRef"))
					&& unit.contains(end(id, "targetRef")))
			.forEach((id) -> this.result.drawn(id).ifPresent((drawn) -> shift(drawn, x, y)));
	}

	private static void shift(Element drawn, double x, double y) {
		inner(drawn).filter((one) -> one.hasAttribute("x")).forEach((one) -> {
			one.setAttribute("x", number(number(one, "x") + x));
			one.setAttribute("y", number(number(one, "y") + y));
		});
	}

	/** A way that begins or ends beside what it joins is drawn anew. */
	private void join(String flow) {
		Optional<Element> edge = this.result.drawn(flow);
		Optional<Box> from = box(this.result, end(flow, "sourceRef"));
		Optional<Box> to = box(this.result, end(flow, "targetRef"));
		if (edge.isEmpty() || from.isEmpty() || to.isEmpty() || isDrawnAsIn(this.theirs, flow)
				|| isDrawnAsIn(this.ours, flow)) {
			return;
		}
		List<Element> points = XmlTree.children(edge.get())
			.stream()
			.filter((child) -> "waypoint".equals(child.getLocalName()))
			.toList();
		if (points.size() < 2
				|| (from.get().touches(points.get(0)) && to.get().touches(points.get(points.size() - 1)))) {
			return;
		}
		Element first = points.get(0);
		for (double[] point : way(from.get(), to.get())) {
			Element copy = (Element) first.cloneNode(false);
			copy.setAttribute("x", number(point[0]));
			copy.setAttribute("y", number(point[1]));
			edge.get().insertBefore(copy, first);
		}
		points.forEach(edge.get()::removeChild);
		XmlTree.child(edge.get(), "BPMNLabel")
			.ifPresent((label) -> XmlTree.child(label, "Bounds").ifPresent(label::removeChild));
	}

	/** With both its ends. */
	private boolean isDrawnAsIn(DiagramParts version, String flow) {
		return version.has(flow) && drawing(this.result, flow).equals(drawing(version, flow))
				&& Stream.of("sourceRef", "targetRef")
					.map((end) -> end(flow, end))
					.allMatch((end) -> box(this.result, end).equals(box(version, end)));
	}

	private static List<double[]> way(Box from, Box to) {
		if (from.right <= to.left) {
			double middle = (from.right + to.left) / 2;
			return (from.middle() == to.middle())
					? List.of(new double[] { from.right, from.middle() }, new double[] { to.left, to.middle() })
					: List.of(new double[] { from.right, from.middle() }, new double[] { middle, from.middle() },
							new double[] { middle, to.middle() }, new double[] { to.left, to.middle() });
		}
		double beneath = Math.max(from.bottom, to.bottom) + STEP;
		return List.of(new double[] { from.centre(), from.bottom }, new double[] { from.centre(), beneath },
				new double[] { to.centre(), beneath }, new double[] { to.centre(), to.bottom });
	}

	private String kind(String id) {
		return this.result.element(id).map(Element::getLocalName).orElse("");
	}

	private String end(String flow, String end) {
		return this.result.element(flow).map((one) -> one.getAttribute(end)).orElse("");
	}

	private String around(String id) {
		return this.result.element(id)
			.map(Element::getParentNode)
			.filter(Element.class::isInstance)
			.map((around) -> ((Element) around).getAttribute("id"))
			.orElse("");
	}

	private String host(String id) {
		return this.result.element(id).map((one) -> one.getAttribute("attachedToRef")).orElse("");
	}

	/** In it, or on it, at any depth. */
	private boolean isInside(String id, String other) {
		Set<String> seen = new HashSet<>();
		String at = id;
		while (this.result.has(at) && seen.add(at)) {
			String host = host(at);
			at = host.isEmpty() ? around(at) : host;
			if (at.equals(other)) {
				return true;
			}
		}
		return false;
	}

	private String words(String id) {
		return this.result.words().begin(this.result.element(id).orElseThrow());
	}

	/** Ways have none. */
	private static Optional<Box> box(DiagramParts parts, String id) {
		return parts.drawn(id).flatMap((shape) -> XmlTree.child(shape, "Bounds")).map((bounds) -> {
			double left = number(bounds, "x");
			double top = number(bounds, "y");
			return new Box(left, top, left + number(bounds, "width"), top + number(bounds, "height"));
		});
	}

	private static double number(Element element, String attribute) {
		try {
			return Double.parseDouble(element.getAttribute(attribute));
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static String number(double number) {
		return (number == Math.rint(number)) ? Long.toString((long) number) : Double.toString(number);
	}

	/**
	 * Where something is drawn.
	 */
	private record Box(double left, double top, double right, double bottom) {

		boolean overlaps(Box other) {
			return this.left < other.right && other.left < this.right && this.top < other.bottom
					&& other.top < this.bottom;
		}

		boolean holds(Box other) {
			return this.left <= other.left && other.right <= this.right && this.top <= other.top
					&& other.bottom <= this.bottom;
		}

		Box moved(double x, double y) {
			return new Box(this.left + x, this.top + y, this.right + x, this.bottom + y);
		}

		Box wider(double by) {
			return new Box(this.left - by, this.top - by, this.right + by, this.bottom + by);
		}

		boolean touches(Element point) {
			double x = number(point, "x");
			double y = number(point, "y");
			return x >= this.left - 2 && x <= this.right + 2 && y >= this.top - 2 && y <= this.bottom + 2;
		}

		double middle() {
			return (this.top + this.bottom) / 2;
		}

		double centre() {
			return (this.left + this.right) / 2;
		}

	}

}
