package org.followthrough.journey;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.RepositoryService;
import org.followthrough.audit.Audit;
import org.followthrough.audit.Timeline;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the studio asks of the journey: what runs, what could, and to publish it.
 */
@FollowthroughTest
class PublishedModelsTests {

	private static final String VERIFICATION = "verification.bpmn";

	private static final Models SHIPPED = Models.shipped();

	private static final Approval APPROVAL = new Approval("manager1", "manager2", "nobody understood it", 0);

	@Autowired
	private PublishedModels models;

	@Autowired
	private Vocabularies vocabularies;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private Timeline timeline;

	@Test
	void everyShippedFileRunsAsItIsUnderItsName() {
		List<PublishedModel> running = this.models.running();
		assertThat(running).extracting(PublishedModel::file)
			.containsExactlyInAnyOrderElementsOf(SHIPPED.files().keySet());
		assertThat(running).allSatisfy((model) -> {
			assertThat(model.content()).as(model.file()).isEqualTo(SHIPPED.content(model.file()));
			assertThat(model.name()).as(model.file()).isNotBlank();
			assertThat(model.source()).isEqualTo(ShippedModels.SOURCE);
			assertThat(model.author()).isEqualTo("followthrough");
			assertThat(PublishedModels.rightName("x." + model.file().split("\\.")[1], model.content()))
				.isEqualTo(model.file());
		});
	}

	@Test
	void whatIsAskedAboutIsJudgedBesideWhatRuns() {
		Map<String, byte[]> good = Map.of(VERIFICATION, SHIPPED.content(VERIFICATION));
		assertThat(this.models.check(good)).isEmpty();
		assertThat(this.models.check(Map.of(VERIFICATION,
				SHIPPED.with(VERIFICATION, "camunda:formRef=\"verify-fix\"", "camunda:formRef=\"gone\"")
					.content(VERIFICATION))))
			.singleElement()
			.satisfies((problem) -> {
				assertThat(problem.element()).isEqualTo("verify-fix");
				assertThat(problem.message()).contains("no form that exists");
			});
		assertThat(this.models.check(Map.of("other.bpmn", SHIPPED.content(VERIFICATION)))).singleElement()
			.extracting(ModelProblem::message)
			.asString()
			.contains("\"verification.bpmn\", not \"other.bpmn\"");
		assertThat(this.models.check(Map.of("answer.form", "no json".getBytes(StandardCharsets.UTF_8)))).singleElement()
			.extracting(ModelProblem::message)
			.asString()
			.contains("not JSON");
	}

	@Test
	void whatIsPublishedRunsAndItsHistoryTellsWhoAnswersForIt() {
		int before = this.models.versions(VERIFICATION).get(0).version();
		byte[] edited = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"It works\"").content(VERIFICATION);
		List<PublishedModel> published = this.models.publish("Clearer words",
				List.of(new ModelEdit(VERIFICATION, edited, before)), APPROVAL);
		try {
			assertThat(published).singleElement().satisfies((version) -> {
				assertThat(version.version()).isEqualTo(before + 1);
				assertThat(version.source()).isEqualTo("studio");
				assertThat(version.content()).isEqualTo(edited);
				assertThat(List.of(version.author(), version.approver(), version.why())).containsExactly("manager1",
						"manager2", "nobody understood it");
			});
			assertThat(this.models.versions(VERIFICATION)).extracting(PublishedModel::version)
				.startsWith(before + 1, before);
			assertThat(this.timeline.of(Audit.SYSTEM, 0, 100_000)).anySatisfy((entry) -> {
				assertThat(entry.action()).isEqualTo("model.published");
				assertThat(entry.details()).containsEntry("author", "manager1")
					.containsEntry("approver", "manager2")
					.containsEntry("why", "nobody understood it")
					.containsEntry("hashes", Map.of(VERIFICATION, ModelEdit.hash(edited)));
			});
			assertThatThrownBy(
					() -> this.models.publish("Late", List.of(new ModelEdit(VERIFICATION, edited, before)), APPROVAL))
				.isInstanceOf(PublishedModels.Overtaken.class)
				.hasMessageContaining(VERIFICATION);
			assertThat(this.models.versions(VERIFICATION).get(0).version()).isEqualTo(before + 1);
		}
		finally {
			this.repository.deleteDeployment(published.get(0).deployment());
		}
	}

	@Test
	void whatBreaksARuleIsNotPublished() {
		int before = this.models.versions(VERIFICATION).get(0).version();
		byte[] broken = SHIPPED
			.with(VERIFICATION, "candidateGroups=\"support-engineers\"", "candidateGroups=\"engineers\"")
			.content(VERIFICATION);
		assertThatThrownBy(
				() -> this.models.publish("x", List.of(new ModelEdit(VERIFICATION, broken, before)), APPROVAL))
			.isInstanceOf(ModelRefused.class)
			.hasMessageContaining("verify-fix");
		assertThat(this.models.versions(VERIFICATION).get(0).version()).isEqualTo(before);
	}

	@Test
	void everythingThatAModelMayNameHasWords() {
		Vocabulary vocabulary = this.vocabularies.current();
		assertThat(vocabulary.steps()).extracting(Vocabulary.Word::id)
			.containsExactlyInAnyOrderElementsOf(Models.steps());
		assertThat(vocabulary.messages()).extracting(Vocabulary.Word::id)
			.containsExactlyInAnyOrderElementsOf(ModelWords.MESSAGES);
		assertThat(vocabulary.steps()).extracting(Vocabulary.Word::says).doesNotContain("").doesNotHaveDuplicates();
		assertThat(vocabulary.forms()).filteredOn((form) -> form.id().equals("verify-fix"))
			.singleElement()
			.satisfies((form) -> {
				assertThat(form.known()).isTrue();
				assertThat(form.outcomes()).extracting(Vocabulary.Word::id)
					.containsExactly("passed", "failed", "cannot-verify");
			});
		assertThat(vocabulary.processes()).extracting(Vocabulary.Word::id).contains("support-case", "sign-off");
		assertThat(vocabulary.decisions()).extracting(Vocabulary.Word::id).containsExactly("targets", "triage");
	}

}
