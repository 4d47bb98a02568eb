package org.followthrough.desk;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that shows a case is without somebody who notes who came to see it.
 */
@FollowthroughTest
class DoorsToCasesTests {

	/**
	 * Lists, which name cases without what was written on them; and what isn't about
	 * cases.
	 */
	private static final List<String> UNWATCHED = List.of("/", "/cases", "/account", "/admin/", "/api/v1/calendars",
			"/api/v1/cases", "/api/v1/customers/{email}", "/api/v1/defects", "/api/v1/figures", "/api/v1/guide",
			"/api/v1/product-kinds", "/api/v1/products", "/api/v1/promises", "/api/v1/rehearsals", "/api/v1/releases",
			"/api/v1/review-rules", "/api/v1/rota", "/api/v1/studio", "/api/v1/targets", "/api/v1/tasks",
			"/api/v1/teams", "/api/v1/trackers", "/api/v1/undelivered", "/api/v1/unverified-fixes", "/api/v1/webhooks",
			"/api/v1/audit/process", "/api/v1/audit/export", "/api/v1/audit/variants", "/api/v1/audit/checkpoints",
			"/api/v1/audit/search", "/api/v1/audit/samples", "/api/v1/audit/questions", "/api/v1/audit/erasures",
			"/api/v1/audit/holds", "/api/v1/audit/retention", "/audit", "/board", "/c/{token}", "/calendars",
			"/contact", "/customers/{id}", "/defects", "/demo", "/engine-rest", "/error", "/figures", "/guide",
			"/letters", "/login", "/models/{process}/{version}", "/products", "/rehearsals", "/releases",
			"/review-rules", "/rota", "/setup", "/studio", "/targets", "/undelivered", "/v3/api-docs",
			"${server.error.path");

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@Test
	void whoeverAddsADoorSaysWhetherItShowsACase() {
		Set<String> doors = this.mappings.getHandlerMethods()
			.keySet()
			.stream()
			.filter((door) -> door.getMethodsCondition().isEmpty()
					|| door.getMethodsCondition().getMethods().contains(RequestMethod.GET))
			.flatMap((door) -> door.getPatternValues().stream())
			.collect(Collectors.toSet());
		assertThat(doors).anyMatch(DoorsToCases::isWatched);
		assertThat(doors.stream().filter((door) -> !DoorsToCases.isWatched(door)))
			.allSatisfy((door) -> assertThat(UNWATCHED).anyMatch((known) -> isBelow(door, known)));
		assertThat(doors).filteredOn((door) -> door.matches(".*cases/\\{[a-z]+}.*"))
			.allSatisfy((door) -> assertThat(DoorsToCases.isWatched(door)).as(door).isTrue());
	}

	/** Cases have addresses of their own: nothing below a list of them is passed by. */
	private static boolean isBelow(String door, String known) {
		boolean lists = known.endsWith("/cases") || known.equals("/");
		return door.equals(known) || (!lists && door.startsWith(known));
	}

}
