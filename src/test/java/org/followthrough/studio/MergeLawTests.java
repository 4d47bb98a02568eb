package org.followthrough.studio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.Merge.Conflict;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What holds of every merge, whoever has edited what: random edits of the real diagrams
 * on both sides.
 */
@Tag("thorough")
class MergeLawTests {

	private static final List<String> FILES = List.of("support-case", "escalation", "verification", "sign-off",
			"reply-review");

	private static final Map<String, byte[]> SHIPPED = FILES.stream()
		.collect(Collectors.toMap((file) -> file, MergeLawTests::shipped));

	private static byte[] shipped(String file) {
		try {
			return Files.readAllBytes(Path.of("processes/" + file + ".bpmn"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Provide
	Arbitrary<String> files() {
		return Arbitraries.of(FILES);
	}

	private static Merge merged(byte[] base, byte[] ours, byte[] theirs) {
		return DiagramMerge.of(base, ours, theirs, Map.of());
	}

	private static Map<String, String> texts(byte[] content) {
		DiagramParts parts = DiagramParts.of(content);
		Map<String, String> texts = new TreeMap<>();
		parts.ids().forEach((id) -> texts.put(id, parts.text(id)));
		return texts;
	}

	@Property(tries = 20)
	void whereOnlyOneHasChangedAnythingItIsTheirs(@ForAll("files") String file, @ForAll long seed,
			@ForAll @IntRange(min = 1, max = 8) int many) {
		byte[] base = SHIPPED.get(file);
		byte[] edited = RandomEdits.of(base, seed, many, "theirs-");
		Merge theirs = merged(base, base, edited);
		assertThat(theirs.conflicts()).isEmpty();
		assertThat(DiagramParts.of(theirs.content()).isLike(DiagramParts.of(edited))).as("drawn the same, too")
			.isTrue();
		assertThat(texts(theirs.content())).isEqualTo(texts(edited));
		assertSound(theirs.content());
		assertThat(merged(base, edited, base).content()).isEqualTo(edited);
		assertThat(merged(base, edited, edited).content()).isEqualTo(edited);
		byte[] alike = DiagramParts.of(edited).content();
		assertThat(merged(base, edited, alike).bringsNothing()).isTrue();
	}

	/** A way that is called "escalate", like the task that it doesn't lead to. */
	@Example
	void whatReadsLikeAnIdNeedsNothing() {
		whereOnlyOneHasChangedAnythingItIsTheirs("support-case", 103003, 3);
	}

	@Property(tries = 40)
	void nothingIsLostSilently(@ForAll("files") String file, @ForAll long ours, @ForAll long theirs,
			@ForAll @IntRange(min = 1, max = 8) int many) {
		byte[] base = SHIPPED.get(file);
		byte[] here = RandomEdits.of(base, ours, many, "ours-");
		byte[] there = RandomEdits.of(base, theirs, many, "theirs-");
		Merge merge = merged(base, here, there);
		assertSound(merge.content());
		Map<String, String> before = texts(base);
		Map<String, String> mine = texts(here);
		Map<String, String> yours = texts(there);
		Map<String, String> result = texts(merge.content());
		Set<String> asked = merge.conflicts()
			.stream()
			.flatMap((one) -> one.elements().stream())
			.collect(Collectors.toSet());
		Stream.of(before, mine, yours).flatMap((texts) -> texts.keySet().stream()).distinct().forEach((id) -> {
			String was = before.getOrDefault(id, "");
			String is = result.getOrDefault(id, "");
			if (!mine.getOrDefault(id, "").equals(was)) {
				assertThat(is).as("ours of %s", id).isEqualTo(mine.getOrDefault(id, ""));
			}
			if (!yours.getOrDefault(id, "").equals(was) && !asked.contains(id)) {
				assertThat(is).as("theirs of %s", id).isEqualTo(yours.getOrDefault(id, ""));
			}
		});
		assertThat(merge.conflicts()).allSatisfy((conflict) -> {
			assertThat(conflict.shipped()).isNotBlank();
			assertThat(conflict.ours()).isNotBlank();
			assertThat(conflict.why()).isNotBlank();
			assertThat(conflict.elements()).isNotEmpty();
			if (!conflict.element().isEmpty()) {
				assertThat(result).as("it can be shown").containsKey(conflict.element());
			}
		});
	}

	@Property(tries = 20)
	void whatIsSettledIsTheShippedOneAndOursAgain(@ForAll("files") String file, @ForAll long ours,
			@ForAll long theirs) {
		byte[] base = SHIPPED.get(file);
		byte[] here = RandomEdits.of(base, ours, 5, "ours-");
		byte[] there = RandomEdits.of(base, theirs, 5, "theirs-");
		Merge merge = merged(base, here, there);
		for (Conflict conflict : merge.conflicts()) {
			byte[] taken = DiagramMerge.settled(merge.content(), conflict.elements(), there);
			assertSound(taken);
			byte[] back = DiagramMerge.settled(taken, conflict.elements(), here);
			assertSound(back);
			assertThat(texts(back)).isEqualTo(texts(merge.content()));
		}
	}

	@Property(tries = 20)
	void editsOfDifferentElementsBothCome(@ForAll("files") String file, @ForAll @IntRange(max = 1000) int one,
			@ForAll @IntRange(max = 1000) int other) {
		byte[] base = SHIPPED.get(file);
		byte[] here = renamed(base, one, "Ours");
		byte[] there = renamed(base, other, "Theirs");
		List<String> ids = tasks(DiagramParts.of(base));
		Merge merge = merged(base, here, there);
		String mine = ids.get(one % ids.size());
		String yours = ids.get(other % ids.size());
		DiagramParts result = DiagramParts.of(merge.content());
		assertThat(result.element(mine).orElseThrow().getAttribute("name")).isEqualTo("Ours");
		if (mine.equals(yours)) {
			assertThat(merge.conflicts()).extracting(Conflict::element).containsExactly(mine);
		}
		else {
			assertThat(merge.conflicts()).isEmpty();
			assertThat(result.element(yours).orElseThrow().getAttribute("name")).isEqualTo("Theirs");
		}
	}

	private static List<String> tasks(DiagramParts parts) {
		return parts.all()
			.values()
			.stream()
			.filter((one) -> one.getLocalName().endsWith("Task") || one.getLocalName().endsWith("Event"))
			.map((one) -> one.getAttribute("id"))
			.toList();
	}

	private static byte[] renamed(byte[] base, int which, String name) {
		DiagramParts parts = DiagramParts.of(base);
		List<String> ids = tasks(parts);
		parts.element(ids.get(which % ids.size())).orElseThrow().setAttribute("name", name);
		return parts.content();
	}

	/** It can be opened, meets the notation's own schema, hangs together and is drawn. */
	private static void assertSound(byte[] content) {
		assertThat(PublishedModels.unreadable("x.bpmn", content)).isEmpty();
		assertThatCode(() -> Bpmn.readModelFromStream(new ByteArrayInputStream(content))).doesNotThrowAnyException();
		DiagramParts parts = DiagramParts.of(content);
		List<String> drawn = XmlTree.of(content)
			.all()
			.filter((one) -> one.hasAttribute("bpmnElement") && !"BPMNPlane".equals(one.getLocalName()))
			.map((one) -> one.getAttribute("bpmnElement"))
			.toList();
		assertThat(drawn).doesNotHaveDuplicates();
		parts.all().forEach((id, part) -> {
			if (!Set.of("process", "message").contains(part.getLocalName())) {
				assertThat(drawn).as("%s is drawn", id).contains(id);
			}
			if ("sequenceFlow".equals(part.getLocalName())) {
				assertThat(parts.has(part.getAttribute("sourceRef")) && parts.has(part.getAttribute("targetRef")))
					.as("%s hangs together", id)
					.isTrue();
				assertNoted(part, parts, id);
			}
		});
		assertThat(drawn).allSatisfy((id) -> assertThat(parts.has(id)).as("%s is there", id).isTrue());
	}

	private static void assertNoted(Element flow, DiagramParts parts, String id) {
		assertThat(XmlTree.children(parts.element(flow.getAttribute("targetRef")).orElseThrow())).as("%s leads in", id)
			.anyMatch((child) -> "incoming".equals(child.getLocalName()) && child.getTextContent().equals(id));
	}

}
