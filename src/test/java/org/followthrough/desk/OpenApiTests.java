package org.followthrough.desk;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The description of the REST interface, for those who make clients of it.
 */
@FollowthroughTest
class OpenApiTests {

	@Autowired
	private Api api;

	@Test
	void theDescriptionNamesEachPathWithWhatItAnswers() throws Exception {
		JsonNode described = new ObjectMapper().readTree(URI.create(this.api.address("/v3/api-docs")).toURL());
		JsonNode paths = described.path("paths");
		for (String path : List.of("/api/v1/cases", "/api/v1/cases/{number}", "/api/v1/cases/{number}/promises",
				"/api/v1/cases/{number}/timeline", "/api/v1/tasks", "/api/v1/tasks/{id}/claim",
				"/api/v1/tasks/{id}/unclaim", "/api/v1/promises", "/api/v1/messages",
				"/api/v1/cases/{number}/take-over", "/api/v1/tasks/{id}/complete", "/api/v1/calendars",
				"/api/v1/calendars/{name}", "/api/v1/calendars/{name}/days-off", "/api/v1/teams",
				"/api/v1/teams/{name}", "/api/v1/targets", "/api/v1/customers/{email}", "/api/v1/defects",
				"/api/v1/products", "/api/v1/products/{name}", "/api/v1/product-kinds", "/api/v1/product-kinds/{name}",
				"/api/v1/cases/{number}/product", "/api/v1/cases/{number}/hand-overs", "/api/v1/defects/{number}",
				"/api/v1/defects/{number}/cases", "/api/v1/trackers", "/api/v1/defects/{number}/issues",
				"/api/v1/defects/{number}/issues/links", "/api/v1/issues/{id}", "/api/v1/issues/{id}/comments",
				"/api/v1/issues/{id}/again", "/api/v1/guide/advice", "/api/v1/guide/jargon",
				"/api/v1/guide/jargon/{team}", "/api/v1/defects/{number}/regressions", "/api/v1/defects/{number}/news",
				"/api/v1/cases/{number}/similar", "/api/v1/cases/{number}/defect", "/api/v1/review-rules",
				"/api/v1/review-rules/{team}", "/api/v1/cases/{number}/reviews", "/api/v1/reviews/{id}/comments",
				"/api/v1/reviews/{id}/withdraw", "/api/v1/cases/{number}/own-check")) {
			assertThat(paths.has(path)).as(path).isTrue();
			paths.path(path).forEach((operation) -> assertThat(operation.path("responses")).as(path).isNotEmpty());
		}
		assertThat(paths.fieldNames()).toIterable().allMatch((path) -> path.startsWith("/api/v1/"));
		assertThat(described.at("/components/securitySchemes")).hasSize(2);
	}

}
