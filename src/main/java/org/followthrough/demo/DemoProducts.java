package org.followthrough.demo;

import java.util.List;

import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.products.Kinds;
import org.followthrough.products.ProductComponent;
import org.followthrough.products.Products;
import org.followthrough.products.Question;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What the demonstration's customers use, and what engineering has to know of it.
 */
@Component
@ConditionalOnProperty(name = { DemoEnvironment.ENABLED, "followthrough.demo.cases" })
class DemoProducts {

	/** The product of the demonstration. */
	static final String SHOP = "Web shop";

	private final Products products;

	private final Kinds kinds;

	DemoProducts(Products products, Kinds kinds) {
		this.products = products;
		this.kinds = kinds;
	}

	void make() {
		Actor.person("manager1", Door.PAGE).runs(() -> {
			this.kinds.save("web application",
					List.of(new Question("Browser and version", true), new Question("Address of the page", false)),
					null);
			this.kinds.save("mobile app",
					List.of(new Question("Version of the app", true), new Question("Device and system", true)), null);
			this.kinds.save("service", List.of(new Question("Log around the time", true)), null);
			this.products.save(SHOP, "web application", List.of(new ProductComponent("Reports", "web application"),
					new ProductComponent("Export", "service")), null);
			this.products.save("Shop in your pocket", "mobile app", List.of(), null);
		});
	}

}
