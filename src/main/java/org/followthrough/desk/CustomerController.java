package org.followthrough.desk;

import java.time.Instant;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.followthrough.customers.Customer;
import org.followthrough.customers.CustomerUnknown;
import org.followthrough.customers.Customers;
import org.followthrough.web.Invalid;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Customers over REST.
 */
@RestController
@RequestMapping("/api/v1/customers")
@Tag(name = "Customers")
class CustomerController {

	private final Customers customers;

	private final Languages languages;

	CustomerController(Customers customers, Languages languages) {
		this.customers = customers;
		this.languages = languages;
	}

	@GetMapping("/{email}")
	@Operation(summary = "A customer")
	CustomerResource get(@PathVariable String email) {
		return CustomerResource.of(this.customers.find(email).orElseThrow(() -> new CustomerUnknown(email)));
	}

	@PutMapping("/{email}")
	@Operation(summary = "Says which plan a customer has and of what kind they are; for managers",
			description = "The targets go by it. Promises that run stay; those that are made from then on follow.")
	CustomerResource put(@PathVariable String email, @Valid @RequestBody CustomerRequest request) {
		return CustomerResource.of(this.customers.change(email, request.plan(), request.kind()));
	}

	@PutMapping("/{email}/language")
	@Operation(summary = "Says which language a customer reads, for those who write to customers",
			description = "The tag of one that there is, such as `en` or `de`. Mail to them is in it from then on.")
	CustomerResource read(@PathVariable String email, @Valid @RequestBody LanguageRequest request) {
		Customer customer = this.customers.find(email).orElseThrow(() -> new CustomerUnknown(email));
		return CustomerResource.of(this.customers.reads(customer, language(this.languages, request.language())));
	}

	/** The language of a tag that somebody who works here names. */
	static Language language(Languages languages, String tag) {
		return languages.find(tag)
			.orElseThrow(() -> new Invalid("language",
					"There are these languages: "
							+ languages.all().stream().map(Language::code).collect(Collectors.joining(", "))
							+ ". A file for another adds it."));
	}

	/**
	 * Which language a customer reads.
	 */
	record LanguageRequest(@NotNull String language) {
	}

	/**
	 * What can be said of a customer.
	 */
	record CustomerRequest(@NotNull String plan, @NotNull String kind) {
	}

	/**
	 * A customer.
	 */
	record CustomerResource(String email, String name, String kind, String plan, @Nullable String language,
			Instant knownSince) {

		static CustomerResource of(Customer customer) {
			return new CustomerResource(customer.email(), customer.name(), customer.kind(), customer.plan(),
					customer.language(), customer.createdAt());
		}

	}

}
