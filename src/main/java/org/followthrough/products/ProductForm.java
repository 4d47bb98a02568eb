package org.followthrough.products;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * The form of a product or a kind as it is filled in, mistakes included.
 *
 * @param name what it is called
 * @param version the version that the form was made from; 0 for something new
 * @param kind the product's kind; empty for the form of a kind
 * @param lines components with their kinds, or questions; lines left empty don't count
 */
record ProductForm(String name, int version, String kind, List<Line> lines) {

	/** What a line of a question says of it. */
	static final String NEEDED = "needed";

	private static final int EMPTY_LINES = 3;

	static ProductForm of(Product product) {
		return new ProductForm(product.name(), product.version(), product.kind(),
				product.components().stream().map((one) -> new Line(one.name(), one.kind())).toList());
	}

	static ProductForm of(Kind kind) {
		return new ProductForm(kind.name(), kind.version(), "",
				kind.checklist()
					.questions()
					.stream()
					.map((question) -> new Line(question.text(), question.needed() ? NEEDED : ""))
					.toList());
	}

	static ProductForm filled(String name, MultiValueMap<String, String> fields) {
		List<String> texts = fields.getOrDefault("line", List.of());
		List<String> choices = fields.getOrDefault("choice", List.of());
		List<Line> lines = new ArrayList<>();
		for (int i = 0; i < Math.min(texts.size(), choices.size()); i++) {
			if (!texts.get(i).isBlank()) {
				lines.add(new Line(texts.get(i).strip(), choices.get(i)));
			}
		}
		return new ProductForm(name, number(fields.getFirst("version")),
				Objects.requireNonNullElse(fields.getFirst("kind"), ""), List.copyOf(lines));
	}

	private static int number(@Nullable String text) {
		return (text != null && text.matches("\\d{1,9}")) ? Integer.parseInt(text) : 0;
	}

	List<ProductComponent> components() {
		return this.lines.stream().map((line) -> new ProductComponent(line.text(), line.choice())).toList();
	}

	List<Question> questions() {
		return this.lines.stream().map((line) -> new Question(line.text(), NEEDED.equals(line.choice()))).toList();
	}

	/** The lines, and some empty ones for more. */
	public List<Line> linesAndMore() {
		List<Line> more = new ArrayList<>(this.lines);
		for (int i = 0; i < EMPTY_LINES; i++) {
			more.add(new Line("", this.kind));
		}
		return more;
	}

	/** Whether it isn't there yet. */
	public boolean isFresh() {
		return this.version == 0;
	}

	/**
	 * A line of the form.
	 *
	 * @param text a component's name, or a question
	 * @param choice the component's kind, or whether the question needs its answer
	 */
	record Line(String text, String choice) {
	}

}
