package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.followthrough.web.Refusal;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The diagrams, decisions and forms as they are published, whether others could be, and
 * how the studio publishes what a second manager has approved. Nothing that is published
 * can be taken away; it is replaced by a newer version.
 */
@Component
public class PublishedModels {

	/** Whence what the studio publishes came. */
	static final String SOURCE = "studio";

	private final JourneyContract contract;

	private final ModelMapper models;

	private final TaskMapper tasks;

	private final TaskForms forms;

	private final RepositoryService repository;

	PublishedModels(JourneyContract contract, ModelMapper models, TaskMapper tasks, TaskForms forms,
			@Lazy RepositoryService repository) {
		this.contract = contract;
		this.models = models;
		this.tasks = tasks;
		this.forms = forms;
		this.repository = repository;
	}

	/**
	 * Judges files that are to be published together, beside what is published already.
	 * It changes nothing and needs nobody's leave.
	 * @param files contents by name
	 * @return what is wrong; empty when all may be published
	 */
	@Transactional(readOnly = true)
	public List<ModelProblem> check(Map<String, byte[]> files) {
		List<ModelProblem> problems = new ArrayList<>(
				this.contract.check(files, JourneyContract.Published.of(this.tasks)));
		files.forEach((name, content) -> misnamed(name, content).ifPresent(problems::add));
		return problems;
	}

	private static Optional<ModelProblem> misnamed(String name, byte[] content) {
		ModelKind kind = ModelKind.of(name).orElse(null);
		List<String> keys = (kind != null) ? ModelKeys.in(kind, content) : List.of();
		if (kind == null || keys.isEmpty()) {
			return Optional.empty();
		}
		if (keys.size() > 1) {
			return Optional.of(new ModelProblem(name, keys.get(1), 0,
					"The file holds more than one: " + String.join(", ", keys) + ". Give each a file of its own."));
		}
		String right = kind.file(keys.get(0));
		return right.equals(name) ? Optional.empty() : Optional.of(new ModelProblem(name, keys.get(0), 0,
				"The file is named after what is in it: \"" + right + "\", not \"" + name + "\"."));
	}

	/**
	 * Whether a file can be opened at all, safely: that it is XML without anything from
	 * outside of it, or JSON.
	 * @param file its name
	 * @param content the file
	 * @return why it can't; empty when it can, whatever may be wrong with it
	 */
	public static Optional<ModelProblem> unreadable(String file, byte[] content) {
		return ModelKind.of(file)
			.map((kind) -> (kind == ModelKind.FORM) ? FormRules.unreadable(file, content)
					: ReadableXml.unreadable(file, content))
			.orElseGet(() -> Optional.of(new ModelProblem(file, "", 0, JourneyContract.OTHER_FILE)));
	}

	/**
	 * What a file should be called.
	 * @param file the name that it has
	 * @param content the file
	 * @return the name that {@link #check} accepts; the one it has when none can be told
	 */
	public static String rightName(String file, byte[] content) {
		return ModelKind.of(file)
			.flatMap((kind) -> ModelKeys.in(kind, content).stream().findFirst().map(kind::file))
			.orElse(file);
	}

	/**
	 * What runs now: the newest published version of each file.
	 * @return the files, diagrams first, by name
	 */
	@Transactional(readOnly = true)
	public List<PublishedModel> running() {
		return models(this.models.running());
	}

	/**
	 * What runs now, by file.
	 * @return the newest published version of each file
	 */
	@Transactional(readOnly = true)
	public Map<String, PublishedModel> runningByFile() {
		return running().stream().collect(Collectors.toMap(PublishedModel::file, Function.identity()));
	}

	/**
	 * What was ever published of a file.
	 * @param file its name
	 * @return its versions, the newest first; empty for a name that was never published
	 */
	@Transactional(readOnly = true)
	public List<PublishedModel> versions(String file) {
		return ModelKind.of(file)
			.map((kind) -> models(this.models.versions(kind.name(), kind.key(file))))
			.orElse(List.of());
	}

	private static List<PublishedModel> models(List<ModelMapper.Row> rows) {
		return rows.stream().map(PublishedModel::of).toList();
	}

	/**
	 * Publishes files together, at once and for all new cases. The engine's guard judges
	 * them again. For the studio only: whoever calls this answers for it that a second
	 * manager has approved just these files.
	 * @param title what the publication is called
	 * @param files the files, each with the version it was made from
	 * @param approval who made it, who approved it, why
	 * @return the new versions
	 * @throws ModelRefused if they break a rule
	 * @throws Overtaken if another version of one of them was published meanwhile
	 */
	@Transactional
	public List<PublishedModel> publish(String title, Collection<ModelEdit> files, Approval approval) {
		Map<String, byte[]> contents = new LinkedHashMap<>();
		files.forEach((file) -> contents.put(file.file(), file.content()));
		List<ModelProblem> problems = check(contents);
		if (!problems.isEmpty()) {
			throw new ModelRefused(problems);
		}
		approval.given(() -> deploy(title, contents));
		Map<String, PublishedModel> now = runningByFile();
		List<PublishedModel> published = new ArrayList<>();
		for (ModelEdit file : files) {
			PublishedModel version = now.get(file.file());
			// Whoever deploys waits for those who do at the same moment: this counts
			// theirs, too.
			if (version == null || version.version() != file.madeFrom() + 1) {
				throw new Overtaken(file.file());
			}
			published.add(version);
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				PublishedModels.this.forms.publishedAnew();
			}

		});
		return published;
	}

	private String deploy(String title, Map<String, byte[]> contents) {
		try {
			DeploymentBuilder deployment = this.repository.createDeployment().name(title).source(SOURCE);
			contents.forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
			return deployment.deploy().getId();
		}
		catch (RuntimeException ex) {
			throw EngineRefusals.unwrapped(ex);
		}
	}

	/**
	 * Another version was published meanwhile.
	 */
	public static class Overtaken extends Refusal {

		private final String file;

		Overtaken(String file) {
			super(Kind.CONFLICT, "Another version of " + file + " was published meanwhile.");
			this.file = file;
		}

		/**
		 * Which one.
		 * @return the file's name
		 */
		public String file() {
			return this.file;
		}

	}

}
