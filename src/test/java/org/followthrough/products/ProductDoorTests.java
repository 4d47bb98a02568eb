package org.followthrough.products;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Products and their kinds by both doors, page and REST.
 */
@FollowthroughTest
class ProductDoorTests {

	@Autowired
	private Api api;

	@Autowired
	private Timeline timeline;

	@Test
	void aManagerMakesAProductAndChangesIt() {
		assertThat(kind("till", Map.of("questions", List.of(question("Serial number", true)))).status()).isEqualTo(201);
		Api.Answer made = product("Till One", Map.of("kind", "till", "components", List.of(part("Drawer", "till"))));
		assertThat(made.status()).as(made.text()).isEqualTo(201);
		assertThat(made.response().headers().firstValue("Location")).contains("/api/v1/products/Till%20One");
		Api.Answer same = product("TILL ONE", Map.of("kind", "till", "components", List.of(part("Drawer", "till"))));
		assertThat(same.status()).isEqualTo(200);
		assertThat(same.json()).isEqualTo(made.json());
		Api.Answer changed = product("Till One", Map.of("kind", "till", "components", List.of()));
		assertThat(changed.json().path("version").asInt()).isEqualTo(2);
		assertThat(changed.json().path("components")).isEmpty();
		assertThat(this.api.get("auditor1", "/products/till%20one").json()).isEqualTo(changed.json());
		AuditEntry entry = last("product.saved");
		assertThat(entry.actor()).isEqualTo("manager1");
		assertThat(entry.details().get("before")).asString().contains("Drawer");
		assertThat(entry.details().get("after")).asString().doesNotContain("Drawer");
	}

	@Test
	void whoSawAnOlderVersionIsToldSo() {
		product("Contested", Map.of("kind", "general"));
		product("Contested", Map.of("kind", "general", "components", List.of(part("One", "general"))));
		for (int seen : List.of(0, 1)) {
			assertThat(product("Contested", Map.of("kind", "general", "version", seen)).status()).isEqualTo(409);
		}
		assertThat(product("Contested", Map.of("kind", "general", "version", 2)).status()).isEqualTo(200);
		assertThat(kind("general", Map.of("questions", List.of(), "version", 0)).status()).isEqualTo(409);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "kind|{\"kind\":\"no such kind\"}", "kind|{}",
			"components|{\"kind\":\"general\",\"components\":[{\"name\":\"a/b\",\"kind\":\"general\"}]}",
			"components|{\"kind\":\"general\",\"components\":[{\"name\":\"A\",\"kind\":\"nothing\"}]}",
			"components|{\"kind\":\"general\",\"components\":[{\"name\":\"A\",\"kind\":\"general\"},{\"name\":\"a\",\"kind\":\"general\"}]}" })
	void aProductThatCantBeIsRefusedAtItsField(String field, String request) {
		assertNamed(this.api.send("PUT", "manager1", "/products/Impossible", request, Map.of()), field);
		assertThat(this.api.get("manager1", "/products/Impossible").status()).isEqualTo(404);
		assertNamed(product("-Impossible", Map.of("kind", "general")), "name");
	}

	@Test
	void aKindThatCantBeIsRefusedAtItsField() {
		for (List<Map<String, Object>> questions : List.of(List.of(question("Two\nlines", true)),
				List.of(question("x".repeat(201), true)), List.of(question("Same", true), question("same", false)),
				java.util.Collections.nCopies(51, question("Many", false)))) {
			assertNamed(kind("impossible", Map.of("questions", questions)), "questions");
		}
		assertThat(this.api.get("manager1", "/product-kinds").text()).doesNotContain("impossible");
	}

	@Test
	void whatIsNeededStays() {
		kind("gate", Map.of("questions", List.of()));
		product("Gate", Map.of("kind", "general", "components", List.of(part("Motor", "gate"))));
		Api.Answer needed = remove("manager1", "/product-kinds/gate");
		assertThat(needed.status()).isEqualTo(409);
		assertThat(needed.text()).contains("Gate");
		assertThat(remove("manager1", "/product-kinds/general").status()).isEqualTo(409);
		assertThat(remove("manager1", "/products/gate").status()).isEqualTo(204);
		assertThat(remove("manager1", "/products/gate").status()).isEqualTo(404);
		assertThat(remove("manager1", "/product-kinds/gate").status()).isEqualTo(204);
		assertThat(last("product-kind.removed").details()).containsEntry("kind", "gate");
	}

	@ParameterizedTest
	@CsvSource({ "agent1", "engineer1", "support1", "auditor1", "admin1" })
	void nobodyButManagersEditsByAnyDoor(String account) {
		product("Guarded", Map.of("kind", "general"));
		assertThat(this.api.send("PUT", account, "/products/Theirs", Map.of("kind", "general"), Map.of()).status())
			.isEqualTo(403);
		assertThat(this.api.send("PUT", account, "/product-kinds/general", Map.of("questions", List.of()), Map.of())
			.status()).isEqualTo(403);
		assertThat(remove(account, "/products/Guarded").status()).isEqualTo(403);
		SignedInPerson person = new SignedInPerson(this.api, account);
		assertThat(person.page("/products")).contains("Guarded", "How often does it happen?")
			.doesNotContain("New product");
		assertThat(person.page("/products/product?name=Guarded")).doesNotContain("Remove this product");
		assertThat(person.get("/products/product?name=Theirs").statusCode()).isEqualTo(403);
		for (String path : List.of("/products/product", "/products/kind", "/products/product/remove",
				"/products/kind/remove")) {
			assertThat(person.sends("/products", path, form("name", "Guarded", "kind", "general", "version", "1"))
				.statusCode()).as(path).isEqualTo(403);
		}
		assertThat(this.api.get(account, "/products/Guarded").status()).isEqualTo(200);
	}

	@Test
	void thePageKeepsTheSameRulesAndWhatWasTyped() {
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		HttpResponse<byte[]> refused = manager.sends("/products", "/products/kind",
				form("name", "kiosk", "version", "0", "line", "Serial number", "choice", "needed", "line",
						"serial NUMBER", "choice", "", "line", "", "choice", ""));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(text(refused)).contains("is asked twice", "serial NUMBER");
		assertThat(manager.post("/products", "/products/kind", form("name", "kiosk", "version", "0", "line",
				"Serial number", "choice", "needed", "line", "", "choice", "")))
			.contains("kiosk is saved.");
		assertThat(manager.page("/products/kind?name=KIOSK")).contains("Serial number");
		assertThat(text(manager.sends("/products", "/products/product",
				form("name", "Kiosk", "version", "0", "kind", "nothing", "line", "Screen", "choice", "kiosk"))))
			.contains("There is no kind of product", "Screen");
		assertThat(manager.post("/products", "/products/product",
				form("name", "Kiosk", "version", "0", "kind", "kiosk", "line", "Screen", "choice", "kiosk")))
			.contains("Kiosk is saved.", "Screen (kiosk)");
		assertThat(manager
			.sends("/products", "/products/product", form("name", "Kiosk", "version", "0", "kind", "general"))
			.statusCode()).isEqualTo(409);
		assertThat(manager.page("/products/product?name=%3Cscript%3E")).contains("A name begins with")
			.doesNotContain("<script>\"");
		assertThat(manager.post("/products", "/products/kind/remove", form("name", "kiosk")))
			.contains("There are products of this kind: Kiosk");
		assertThat(manager.post("/products", "/products/product/remove", form("name", "Kiosk")))
			.contains("Kiosk is removed.");
	}

	private static String form(String... fields) {
		return Arrays.stream(fields)
			.map((field) -> URLEncoder.encode(field, StandardCharsets.UTF_8))
			.collect(Collectors.collectingAndThen(Collectors.toList(), ProductDoorTests::pairs));
	}

	private static String pairs(List<String> fields) {
		StringBuilder body = new StringBuilder();
		for (int i = 0; i < fields.size(); i += 2) {
			body.append((i > 0) ? "&" : "").append(fields.get(i)).append('=').append(fields.get(i + 1));
		}
		return body.toString();
	}

	private static String text(HttpResponse<byte[]> page) {
		return new String(page.body(), StandardCharsets.UTF_8);
	}

	private Api.Answer product(String name, Map<String, Object> request) {
		return this.api.send("PUT", "manager1", "/products/" + name.replace(" ", "%20"), request, Map.of());
	}

	private Api.Answer kind(String name, Map<String, Object> request) {
		return this.api.send("PUT", "manager1", "/product-kinds/" + name, request, Map.of());
	}

	private Api.Answer remove(String account, String path) {
		return this.api.send("DELETE", account, path, null, Map.of());
	}

	private static Map<String, Object> question(String text, boolean needed) {
		return Map.of("text", text, "needed", needed);
	}

	private static Map<String, Object> part(String name, String kind) {
		return Map.of("name", name, "kind", kind);
	}

	private static void assertNamed(Api.Answer refused, String field) {
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
	}

	private AuditEntry last(String action) {
		return this.timeline.of(Audit.SYSTEM, 0, 10_000)
			.stream()
			.filter((entry) -> entry.action().equals(action))
			.reduce((earlier, later) -> later)
			.orElseThrow();
	}

}
