package org.followthrough.products;

import java.net.URI;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * Products and their kinds over REST.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Products")
class ProductController {

	private final Products products;

	private final Kinds kinds;

	ProductController(Products products, Kinds kinds) {
		this.products = products;
		this.kinds = kinds;
	}

	@GetMapping("/products")
	@Operation(summary = "Lists what customers use: products and their components, each of a kind")
	List<ProductResource> products() {
		return this.products.all().stream().map(ProductResource::of).toList();
	}

	@GetMapping("/products/{name}")
	@Operation(summary = "One product")
	ProductResource product(@PathVariable String name) {
		return this.products.find(name)
			.map(ProductResource::of)
			.orElseThrow(() -> new ProductEditors.NotThere("product", name));
	}

	@PutMapping("/products/{name}")
	@Operation(summary = "Makes a product, or says anew what it consists of",
			description = "For managers. With \"version\", a product that somebody else changed since then is left as "
					+ "it is; 0 stands for one that isn't there yet.")
	ResponseEntity<ProductResource> save(@PathVariable String name, @Valid @RequestBody ProductRequest request) {
		boolean fresh = this.products.find(name).isEmpty();
		ProductResource saved = ProductResource
			.of(this.products.save(name, request.kind(), request.parts(), request.version()));
		return answer(fresh, "/api/v1/products/", name, saved);
	}

	@DeleteMapping("/products/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Removes a product; cases that concern it keep its name")
	void removeProduct(@PathVariable String name) {
		this.products.remove(name);
	}

	@GetMapping("/product-kinds")
	@Operation(summary = "Lists the kinds of products, with what engineering has to know of each",
			description = "The kind \"general\" is asked for where a case's product isn't known.")
	List<KindResource> kinds() {
		return this.kinds.all().stream().map(KindResource::of).toList();
	}

	@PutMapping("/product-kinds/{name}")
	@Operation(summary = "Makes a kind of product, or says anew what is asked of it",
			description = "For managers. A hand-over to engineering is refused while a needed question of its product's "
					+ "or component's kind has no answer.")
	ResponseEntity<KindResource> save(@PathVariable String name, @Valid @RequestBody KindRequest request) {
		boolean fresh = this.kinds.find(name).isEmpty();
		KindResource saved = KindResource.of(this.kinds.save(name, request.asked(), request.version()));
		return answer(fresh, "/api/v1/product-kinds/", name, saved);
	}

	@DeleteMapping("/product-kinds/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Removes a kind that no product is of")
	void removeKind(@PathVariable String name) {
		this.kinds.remove(name);
	}

	private static <T> ResponseEntity<T> answer(boolean fresh, String path, String name, T saved) {
		return fresh ? ResponseEntity.created(URI.create(path + UriUtils.encodePathSegment(name, "UTF-8"))).body(saved)
				: ResponseEntity.ok(saved);
	}

	/**
	 * What a product is to consist of.
	 *
	 * @param kind its kind
	 * @param components its parts
	 * @param version the version that this change was made from
	 */
	record ProductRequest(@NotBlank String kind, @Nullable List<@Valid ComponentResource> components,
			@Nullable Integer version) {

		List<ProductComponent> parts() {
			return (this.components != null) ? this.components.stream()
				.map((one) -> new ProductComponent(one.name().strip(), one.kind()))
				.toList() : List.of();
		}

	}

	/**
	 * A product.
	 */
	record ProductResource(String name, String kind, List<ComponentResource> components, int version) {

		static ProductResource of(Product product) {
			return new ProductResource(product.name(), product.kind(),
					product.components().stream().map((one) -> new ComponentResource(one.name(), one.kind())).toList(),
					product.version());
		}

	}

	/**
	 * A part of a product.
	 *
	 * @param name what it is called
	 * @param kind its kind
	 */
	record ComponentResource(@NotBlank String name, @NotBlank String kind) {
	}

	/**
	 * What is to be asked of a kind.
	 *
	 * @param questions the questions, in order
	 * @param version the version that this change was made from
	 */
	record KindRequest(@NotNull List<@Valid QuestionResource> questions, @Nullable Integer version) {

		List<Question> asked() {
			return this.questions.stream().map((one) -> new Question(one.text().strip(), one.needed())).toList();
		}

	}

	/**
	 * A kind of product.
	 */
	record KindResource(String name, List<QuestionResource> questions, int version) {

		static KindResource of(Kind kind) {
			return new KindResource(kind.name(),
					kind.checklist()
						.questions()
						.stream()
						.map((one) -> new QuestionResource(one.text(), one.needed()))
						.toList(),
					kind.version());
		}

	}

	/**
	 * A question.
	 *
	 * @param text the question
	 * @param needed whether a hand-over needs its answer
	 */
	record QuestionResource(@NotBlank String text, boolean needed) {
	}

}
