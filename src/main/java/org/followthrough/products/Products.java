package org.followthrough.products;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The products that customers use.
 */
@Component
public class Products {

	/** The longest name of a product or component, in characters. */
	public static final int LONGEST_NAME = 100;

	/** The most components of one product. */
	public static final int MOST_COMPONENTS = 100;

	private static final int MOST_NAMED = 20;

	private final ProductMapper products;

	private final Kinds kinds;

	private final ProductEditors editors;

	private final Transactions transactions;

	private final Audit audit;

	private final Clock clock;

	Products(ProductMapper products, Kinds kinds, ProductEditors editors, Transactions transactions, Audit audit,
			Clock clock) {
		this.products = products;
		this.kinds = kinds;
		this.editors = editors;
		this.transactions = transactions;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * All products.
	 * @return by name
	 */
	@Transactional(readOnly = true)
	public List<Product> all() {
		Map<Long, List<ProductMapper.ComponentRow>> components = this.products.components()
			.stream()
			.collect(Collectors.groupingBy(ProductMapper.ComponentRow::productId));
		return this.products.all()
			.stream()
			.map((row) -> product(row, components.getOrDefault(row.id(), List.of())))
			.toList();
	}

	/**
	 * The product of a name.
	 * @param name its name, whatever its case; null for none
	 * @return the product, if there is one
	 */
	@Transactional(readOnly = true)
	public Optional<Product> find(@Nullable String name) {
		return Optional.ofNullable(name)
			.flatMap((wanted) -> this.products.find(wanted.strip()))
			.map((row) -> product(row, this.products.componentsOf(row.id())));
	}

	private static Product product(ProductMapper.Row row, List<ProductMapper.ComponentRow> components) {
		return new Product(row.id(), row.name(), row.kind(), row.version(),
				components.stream().map((one) -> new ProductComponent(one.name(), one.kind())).toList());
	}

	/**
	 * What engineering has to know of something that customers use.
	 * @param product the product; null where it isn't known
	 * @param component its component; null where that isn't known
	 * @return the questions of the product's kind and of the component's; the general
	 * ones for a product that isn't among those we know
	 */
	@Transactional(readOnly = true)
	public Checklist checklist(@Nullable String product, @Nullable String component) {
		Set<String> asked = new LinkedHashSet<>();
		find(product).ifPresent((known) -> {
			asked.add(known.kind());
			Optional.ofNullable(component).flatMap(known::component).ifPresent((part) -> asked.add(part.kind()));
		});
		return this.kinds.checklist(asked.isEmpty() ? Set.of(Kind.GENERAL) : asked);
	}

	/**
	 * What somebody named, as we call it. A product that we don't know is left as it was
	 * named.
	 * @param product the product; null or blank for none
	 * @param component its component; null or blank for none
	 * @return what is meant
	 * @throws Invalid if the product is known and has no such component
	 */
	@Transactional(readOnly = true)
	public Named named(@Nullable String product, @Nullable String component) {
		String part = given(component);
		String whole = given(product);
		if (whole == null) {
			if (part != null) {
				throw new Invalid("product", "Name the product that the component \"" + part + "\" belongs to.");
			}
			return new Named(null, null);
		}
		if (whole.length() > LONGEST_NAME) {
			throw new Invalid("product", "The product's name is longer than " + LONGEST_NAME + " characters.");
		}
		if (part != null && part.length() > LONGEST_NAME) {
			throw new Invalid("component", "The component's name is longer than " + LONGEST_NAME + " characters.");
		}
		return find(whole).map((known) -> new Named(known.name(), (part != null) ? part(known, part) : null))
			.orElseGet(() -> new Named(whole, part));
	}

	/**
	 * What is left of what an older case concerned: a component may be gone meanwhile.
	 * @param product the product as it was named; null for none
	 * @param component the component as it was named; null for none
	 * @return the same, without a component that the product doesn't have any more
	 */
	@Transactional(readOnly = true)
	public Named left(@Nullable String product, @Nullable String component) {
		boolean gone = product != null && component != null
				&& find(product).filter((known) -> known.component(component).isEmpty()).isPresent();
		return new Named(product, gone ? null : component);
	}

	private static String part(Product product, String name) {
		return product.component(name)
			.map(ProductComponent::name)
			.orElseThrow(() -> new Invalid("component",
					product.components().isEmpty() ? "\"" + product.name() + "\" has no components. Leave it empty."
							: "\"" + product.name() + "\" has no component \"" + name + "\". It has "
									+ product.components()
										.stream()
										.limit(MOST_NAMED)
										.map(ProductComponent::name)
										.collect(Collectors.joining(", "))
									+ "."));
	}

	private static @Nullable String given(@Nullable String name) {
		return (name == null || name.isBlank()) ? null : name.strip();
	}

	/**
	 * Makes a product, or changes it.
	 * @param name its name
	 * @param kind its kind
	 * @param components its parts, in order
	 * @param seen the version that the change was made from, 0 for a new product; null
	 * for whatever is there
	 * @return the product
	 * @throws Invalid if a name can't be, or there is no such kind
	 */
	public Product save(String name, String kind, List<ProductComponent> components, @Nullable Integer seen) {
		return this.transactions.retrying(() -> saveOnce(name, kind, components, seen));
	}

	private Product saveOnce(String name, String kind, List<ProductComponent> components, @Nullable Integer seen) {
		this.editors.begin();
		if (!ProductEditors.isName(name, LONGEST_NAME)) {
			throw new Invalid("name", ProductEditors.NAME_RULE.formatted(LONGEST_NAME));
		}
		Set<String> kinds = this.kinds.all().stream().map(Kind::name).collect(Collectors.toSet());
		if (!kinds.contains(kind)) {
			throw new Invalid("kind", noKind(kind));
		}
		check(components, kinds);
		Product before = find(name).orElse(null);
		if (seen != null && seen != ((before != null) ? before.version() : 0)) {
			throw new ProductEditors.ChangedMeanwhile(name);
		}
		if (before != null && before.kind().equals(kind) && before.components().equals(components)) {
			return before;
		}
		Instant now = this.clock.instant();
		long id = (before != null) ? before.id() : this.products.insert(name, kind, now);
		if (before != null) {
			this.products.update(id, kind, now);
			this.products.removeComponents(id);
		}
		if (!components.isEmpty()) {
			this.products.addComponents(id, components);
		}
		Product after = find(name).orElseThrow();
		record("product.saved", after.name(), before, after);
		return after;
	}

	private static void check(List<ProductComponent> components, Set<String> kinds) {
		if (components.size() > MOST_COMPONENTS) {
			throw new Invalid("components", "A product has up to " + MOST_COMPONENTS + " components.");
		}
		Set<String> names = new HashSet<>();
		for (ProductComponent component : components) {
			if (!ProductEditors.isName(component.name(), LONGEST_NAME)) {
				throw new Invalid("components", ProductEditors.NAME_RULE.formatted(LONGEST_NAME));
			}
			if (!names.add(component.name().toLowerCase(Locale.ROOT))) {
				throw new Invalid("components", "The component \"" + component.name() + "\" is there twice.");
			}
			if (!kinds.contains(component.kind())) {
				throw new Invalid("components", noKind(component.kind()));
			}
		}
	}

	private static String noKind(String kind) {
		return "There is no kind of product \"" + kind + "\". Make it first, with its checklist.";
	}

	/**
	 * Removes a product. Cases that concern it keep its name.
	 * @param name its name
	 */
	public void remove(String name) {
		this.transactions.retrying(() -> {
			this.editors.begin();
			Product removed = find(name).orElseThrow(() -> new ProductEditors.NotThere("product", name));
			this.products.removeComponents(removed.id());
			this.products.remove(removed.id());
			record("product.removed", removed.name(), removed, null);
			return removed;
		});
	}

	private void record(String action, String name, @Nullable Product before, @Nullable Product after) {
		Map<String, Object> change = new LinkedHashMap<>();
		change.put("product", name);
		change.put("before", details(before));
		change.put("after", details(after));
		this.audit.record(Audit.SYSTEM, action, change);
	}

	private static Map<String, Object> details(@Nullable Product product) {
		if (product == null) {
			return Map.of();
		}
		List<Map<String, String>> components = new ArrayList<>();
		product.components().forEach((one) -> components.add(Map.of("name", one.name(), "kind", one.kind())));
		return Map.of("kind", product.kind(), "components", components);
	}

	/**
	 * A product and a component, as we call them.
	 *
	 * @param product the product; null for none
	 * @param component the component; null for none
	 */
	public record Named(@Nullable String product, @Nullable String component) {

		@Override
		public String toString() {
			if (this.product == null) {
				return "nothing in particular";
			}
			return (this.component != null) ? this.product + ", " + this.component : this.product;
		}

	}

}
