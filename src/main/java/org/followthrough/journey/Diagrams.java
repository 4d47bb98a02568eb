package org.followthrough.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.followthrough.audit.AuditEntry;
import org.followthrough.cases.SupportCase;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The diagrams of journeys, and the ways that cases took through them.
 */
@Component
public class Diagrams {

	/** The entry of a journey that goes on by another version. */
	public static final String MIGRATED = "journey.migrated";

	private final RepositoryService repository;

	private final TaskMapper tasks;

	Diagrams(@Lazy RepositoryService repository, TaskMapper tasks) {
		this.repository = repository;
		this.tasks = tasks;
	}

	/**
	 * The BPMN file of a published version.
	 * @param process the process
	 * @param version its version
	 * @return the file's bytes, if there is such a version
	 */
	@Transactional(readOnly = true)
	public Optional<byte[]> file(String process, int version) {
		ProcessDefinition found = this.repository.createProcessDefinitionQuery()
			.processDefinitionKey(process)
			.processDefinitionVersion(version)
			.singleResult();
		if (found == null) {
			return Optional.empty();
		}
		try (InputStream model = this.repository.getProcessModel(found.getId())) {
			return Optional.of(model.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The ways a case took, as recorded: one for each process and version it went
	 * through. It stands in the version that its journey went by last.
	 * @param of the case
	 * @param timeline its history
	 * @return the ways, the main one first
	 */
	@Transactional(readOnly = true)
	@SuppressWarnings("unchecked")
	public List<Way> ways(SupportCase of, List<AuditEntry> timeline) {
		Map<String, Way> ways = new LinkedHashMap<>();
		Map<String, Way> last = new LinkedHashMap<>();
		for (AuditEntry entry : timeline) {
			if ("journey.moved".equals(entry.action()) || MIGRATED.equals(entry.action())) {
				String process = (String) entry.details().get("process");
				int version = ((Number) entry.details().get("version")).intValue();
				Way way = ways.computeIfAbsent(process + ":" + version,
						(key) -> new Way(process, version, new LinkedHashMap<>(), new LinkedHashSet<>()));
				((List<String>) entry.details().getOrDefault("flows", List.of()))
					.forEach((flow) -> way.flows().merge(flow, 1, Integer::sum));
				last.put(process, way);
			}
		}
		if (of.isOpen()) {
			Set<String> here = new LinkedHashSet<>(List.of(of.stage()));
			this.tasks.ofCase(of.number()).forEach((task) -> here.add(task.taskKey()));
			last.values().forEach((way) -> way.at().addAll(here));
		}
		return new ArrayList<>(ways.values());
	}

	/**
	 * The way through one version of a process.
	 *
	 * @param process the process
	 * @param version its version
	 * @param flows how often each sequence flow was taken
	 * @param at the elements where the case stands; the diagram shows those it has
	 */
	public record Way(String process, int version, Map<String, Integer> flows, Set<String> at) {
	}

}
