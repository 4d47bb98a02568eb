package org.followthrough.desk;

import java.time.Instant;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.followthrough.customers.Customer;
import org.followthrough.customers.CustomerUnknown;
import org.followthrough.customers.Customers;

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

	CustomerController(Customers customers) {
		this.customers = customers;
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

	/**
	 * What can be said of a customer.
	 */
	record CustomerRequest(@NotNull String plan, @NotNull String kind) {
	}

	/**
	 * A customer.
	 */
	record CustomerResource(String email, String name, String kind, String plan, Instant knownSince) {

		static CustomerResource of(Customer customer) {
			return new CustomerResource(customer.email(), customer.name(), customer.kind(), customer.plan(),
					customer.createdAt());
		}

	}

}
