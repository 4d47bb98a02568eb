package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of targets as it is published, and how managers publish another. What they
 * write becomes a DMN file like any other: the contract checks it, the history tells of
 * it, and no upgrade publishes the shipped one over it.
 */
@Component
public class PublishedTargets {

	private static final String SOURCE = "page";

	private final ModelMapper models;

	private final RepositoryService repository;

	private final People people;

	PublishedTargets(ModelMapper models, @Lazy RepositoryService repository, @Lazy People people) {
		this.models = models;
		this.repository = repository;
		this.people = people;
	}

	/**
	 * The table that answers now.
	 * @return the newest version
	 */
	@Transactional(readOnly = true)
	public Version current() {
		return Version.of(newest());
	}

	private ModelMapper.Published newest() {
		return this.models.newestDecision(ModelWords.TARGETS).orElseThrow();
	}

	/**
	 * Whether the current actor may publish a table.
	 * @return true for managers
	 */
	public boolean mayEdit() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	/**
	 * The table that answers now, for somebody who means to change it.
	 * @return the newest version
	 */
	@Transactional(readOnly = true)
	public Version forEditing() {
		if (!mayEdit()) {
			throw new NotYoursToEdit();
		}
		Version current = current();
		if (!current.isShowable()) {
			throw new Unshowable(current.obstacles());
		}
		return current;
	}

	/**
	 * Publishes a table. It answers for promises that are made from then on; those that
	 * run stay as they were given.
	 * @param version the version that it was made from
	 * @param drafts the rows in order
	 * @return the version that answers now; the same one if nothing was changed
	 * @throws Invalid naming rows and fields that can't be used
	 * @throws ModelRefused if the rows leave somebody without an answer
	 */
	@Transactional
	public Version publish(int version, List<TargetDraft> drafts) {
		if (!mayEdit()) {
			throw new NotYoursToEdit();
		}
		ModelMapper.Published newest = newest();
		if (newest.version() != version) {
			throw new Overtaken();
		}
		TargetFile file = new TargetFile(newest.content());
		if (!file.obstacles().isEmpty()) {
			throw new Unshowable(file.obstacles());
		}
		List<TargetRow> rows = TargetDraft.read(drafts);
		if (rows.equals(file.rows())) {
			return Version.of(newest);
		}
		if (deploy(file.with(rows)) != version + 1) {
			// Whoever deploys waits for those who do at the same moment: one of them came
			// first.
			throw new Overtaken();
		}
		return current();
	}

	/** Figures are one manager's to change; what a case goes through is not. */
	private int deploy(byte[] content) {
		return new Approval(Actor.current().id(), null, "", 0).given(() -> deployed(content));
	}

	private int deployed(byte[] content) {
		try {
			return this.repository.createDeployment()
				.name("Targets")
				.source(SOURCE)
				.addInputStream(ModelWords.TARGETS + ".dmn", new ByteArrayInputStream(content))
				.deployWithResult()
				.getDeployedDecisionDefinitions()
				.stream()
				.filter((decision) -> ModelWords.TARGETS.equals(decision.getKey()))
				.mapToInt(DecisionDefinition::getVersion)
				.findFirst()
				.orElseThrow();
		}
		catch (RuntimeException ex) {
			throw EngineRefusals.unwrapped(ex);
		}
	}

	/**
	 * A published version of the table.
	 *
	 * @param number counted from 1
	 * @param publishedAt when
	 * @param rows the rows in order; empty if they can't be shown as such
	 * @param obstacles why they can't; empty if they can
	 * @param columns the names of the columns, as they stand in the file
	 * @param cells the cells row by row, as they stand in the file
	 * @param file the file
	 */
	public record Version(int number, Instant publishedAt, List<TargetRow> rows, List<String> obstacles,
			List<String> columns, List<List<String>> cells, byte[] file) {

		static Version of(ModelMapper.Published published) {
			TargetFile file = new TargetFile(published.content());
			return new Version(published.version(), published.publishedAt(), file.rows(), file.obstacles(),
					file.columns(), file.cells(), published.content());
		}

		/**
		 * Whether a form can show it, and so change it.
		 * @return true if nothing would be lost
		 */
		public boolean isShowable() {
			return this.obstacles.isEmpty();
		}

		/**
		 * The rows as people write them.
		 * @return the rows in words
		 */
		public List<TargetDraft> drafts() {
			return this.rows.stream().map(TargetRow::draft).toList();
		}

	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYoursToEdit extends Refusal {

		NotYoursToEdit() {
			super(Kind.FORBIDDEN, "Managers say how soon things are due. Ask one of them.");
		}

	}

	/**
	 * Another table was published meanwhile.
	 */
	public static class Overtaken extends Refusal {

		Overtaken() {
			super(Kind.CONFLICT, "Somebody else has published another table meanwhile. Nothing of yours was published. "
					+ "Look at theirs, then make your changes again.");
		}

	}

	/**
	 * The published table holds what would be lost.
	 */
	static class Unshowable extends Refusal {

		Unshowable(List<String> obstacles) {
			super(Kind.CONFLICT,
					"The published table can only be edited as a file, in the studio. " + String.join(" ", obstacles));
		}

	}

}
