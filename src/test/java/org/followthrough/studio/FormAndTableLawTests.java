package org.followthrough.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.followthrough.journey.PublishedModels;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of every merge of forms and tables.
 */
class FormAndTableLawTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	@Provide
	Arbitrary<String> forms() {
		return Arbitraries.of("verify-fix", "answer", "investigate", "escalate");
	}

	@Provide
	Arbitrary<String> tables() {
		return Arbitraries.of("triage", "targets");
	}

	private static byte[] shipped(String file) {
		try {
			return Files.readAllBytes(Path.of(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] form(byte[] content, long seed, String who) {
		try {
			Random random = new Random(seed);
			ObjectNode form = (ObjectNode) JSON.readTree(content);
			ArrayNode fields = (ArrayNode) form.get("components");
			for (int i = 0; i < 4; i++) {
				int at = random.nextInt(fields.size());
				switch (random.nextInt(4)) {
					case 0 -> ((ObjectNode) fields.get(at)).put("label", "Called " + random.nextInt(3));
					case 1 -> fields.insert(at,
							JSON.createObjectNode()
								.put("type", "textfield")
								.put("id", who + i)
								.put("key", (random.nextInt(4) == 0) ? "new" + i : who + i));
					case 2 -> {
						if (fields.size() > 2) {
							fields.remove(at);
						}
					}
					default -> fields.add(fields.remove(at));
				}
			}
			return JSON.writeValueAsBytes(form);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Property(tries = 100)
	void ofFormsNothingIsLostSilently(@ForAll("forms") String file, @ForAll long ours, @ForAll long theirs) {
		byte[] base = shipped("forms/" + file + ".form");
		byte[] here = form(base, ours, "ours");
		byte[] there = form(base, theirs, "theirs");
		assertThat(FormMerge.of(base, base, there, Map.of()).content()).isEqualTo(there);
		assertThat(FormMerge.of(base, here, base, Map.of()).content()).isEqualTo(here);
		assertThat(FormMerge.of(base, here, here, Map.of()).content()).isEqualTo(here);
		Merge merge = FormMerge.of(base, here, there, Map.of());
		assertThat(PublishedModels.unreadable("x.form", merge.content())).isEmpty();
		FormParts was = FormParts.of(base);
		FormParts mine = FormParts.of(here);
		FormParts yours = FormParts.of(there);
		FormParts is = FormParts.of(merge.content());
		Set<String> asked = asked(merge);
		Set<String> all = new LinkedHashSet<>(was.keys());
		all.addAll(mine.keys());
		all.addAll(yours.keys());
		for (String key : all) {
			if (!mine.text(key).equals(was.text(key))) {
				assertThat(is.text(key)).as("ours of %s", key).isEqualTo(mine.text(key));
			}
			if (!yours.text(key).equals(was.text(key)) && !asked.contains(key)) {
				assertThat(is.text(key)).as("theirs of %s", key).isEqualTo(yours.text(key));
			}
		}
		merge.conflicts().forEach((conflict) -> {
			byte[] taken = FormMerge.settled(merge.content(), conflict.elements(), there);
			byte[] back = FormMerge.settled(taken, conflict.elements(), here);
			assertThat(Set.copyOf(FormParts.of(back).keys())).isEqualTo(Set.copyOf(is.keys()));
		});
	}

	private static Set<String> asked(Merge merge) {
		return merge.conflicts().stream().flatMap((one) -> one.elements().stream()).collect(Collectors.toSet());
	}

	private static byte[] table(byte[] content, long seed, String who) {
		Random random = new Random(seed);
		TableParts table = TableParts.of(content);
		for (int i = 0; i < 4; i++) {
			List<String> rows = new ArrayList<>(table.rows());
			String row = rows.get(random.nextInt(rows.size()));
			switch (random.nextInt(4)) {
				case 0 -> cell(table, row, random).setTextContent(Integer.toString(random.nextInt(5)));
				case 1 -> {
					TableParts other = TableParts.of(table.content());
					Element copy = other.element(row);
					copy.setAttribute("id", (random.nextInt(4) == 0) ? "new" + i : who + i);
					TableParts renamed = TableParts.of(other.content());
					table.putRow(copy.getAttribute("id"), renamed);
				}
				case 2 -> {
					if (rows.size() > 2) {
						table.putRow(row, TableParts.of(without(table, row)));
					}
				}
				default -> {
					Collections.swap(rows, 0, random.nextInt(rows.size()));
					table.arrange(rows);
				}
			}
		}
		return table.content();
	}

	private static byte[] without(TableParts table, String row) {
		TableParts other = TableParts.of(table.content());
		Element gone = other.element(row);
		gone.getParentNode().removeChild(gone);
		return other.content();
	}

	private static Element cell(TableParts table, String row, Random random) {
		List<Element> cells = XmlTree.children(table.element(row))
			.stream()
			.filter((one) -> one.getLocalName().endsWith("Entry"))
			.toList();
		return XmlTree.child(cells.get(random.nextInt(cells.size())), "text").orElseThrow();
	}

	@Property(tries = 60)
	void ofTablesNothingIsLostSilently(@ForAll("tables") String file, @ForAll long ours, @ForAll long theirs) {
		byte[] base = shipped("processes/" + file + ".dmn");
		byte[] here = table(base, ours, "ours");
		byte[] there = table(base, theirs, "theirs");
		assertThat(TableParts.of(TableMerge.of(base, base, there, Map.of()).content()).isLike(TableParts.of(there)))
			.isTrue();
		assertThat(TableMerge.of(base, here, base, Map.of()).content()).isEqualTo(here);
		assertThat(TableMerge.of(base, here, here, Map.of()).content()).isEqualTo(here);
		Merge merge = TableMerge.of(base, here, there, Map.of());
		assertThat(PublishedModels.unreadable("x.dmn", merge.content())).isEmpty();
		TableParts was = TableParts.of(base);
		TableParts mine = TableParts.of(here);
		TableParts yours = TableParts.of(there);
		TableParts is = TableParts.of(merge.content());
		Set<String> asked = asked(merge);
		Set<String> all = new LinkedHashSet<>(was.rows());
		all.addAll(mine.rows());
		all.addAll(yours.rows());
		for (String row : all) {
			if (!mine.row(row, was.columns()).equals(was.row(row, was.columns()))) {
				assertThat(is.row(row, was.columns())).as("ours of %s", row).isEqualTo(mine.row(row, was.columns()));
			}
			if (!yours.row(row, was.columns()).equals(was.row(row, was.columns())) && !asked.contains(row)) {
				assertThat(is.row(row, was.columns())).as("theirs of %s", row).isEqualTo(yours.row(row, was.columns()));
			}
		}
	}

}
