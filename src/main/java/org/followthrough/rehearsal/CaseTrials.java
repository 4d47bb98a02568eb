package org.followthrough.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.ProcessEngineException;
import org.followthrough.journey.Crossing;
import org.followthrough.journey.Place;
import org.followthrough.journey.ScratchRules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tries on copies whether running cases can go on by other versions of their diagrams:
 * each is copied into a scratch engine as it stands, goes over, and is looked at. The
 * cases themselves are only read.
 */
@Component
public class CaseTrials {

	private static final Logger log = LoggerFactory.getLogger(CaseTrials.class);

	private final CopyMapper rows;

	CaseTrials(CopyMapper rows) {
		this.rows = rows;
	}

	/**
	 * Tries it.
	 * @param files the diagrams as they shall run, by name
	 * @param trials what to try
	 * @param goesOn is asked after each; false breaks it off
	 * @return why it would not do, by what was tried; empty where it would, and nothing
	 * where the case has gone on meanwhile
	 * @throws org.followthrough.journey.ModelRefused if a file holds what none may hold
	 */
	public Map<String, String> run(Map<String, byte[]> files, List<Trial> trials, BooleanSupplier goesOn) {
		Map<String, String> found = new TreeMap<>();
		CaseCopies copies = new CaseCopies(this.rows, trials.stream().map(Trial::instance).collect(Collectors.toSet()));
		try (ScratchEngine engine = new ScratchEngine(Map.of())) {
			Map<String, String> definitions = copies.putInto(engine);
			Map<String, Set<String>> there = new TreeMap<>();
			Map<String, String> targets = new TreeMap<>();
			ScratchRules.requireHarmless(files);
			files.forEach((name, content) -> {
				if (name.endsWith(".bpmn")) {
					String process = name.substring(0, name.length() - ".bpmn".length());
					targets.put(process, engine.version(name, content));
					there.put(process, Place.in(content).map(Map::keySet).orElse(Set.of()));
				}
			});
			try (Stage stage = engine.stage()) {
				for (Trial trial : trials) {
					String failure = tried(engine, stage, trial, definitions.get(trial.definition()),
							targets.get(trial.process()), there.getOrDefault(trial.process(), Set.of()));
					if (failure != null) {
						found.put(trial.key(), failure);
					}
					if (!goesOn.getAsBoolean()) {
						break;
					}
				}
			}
		}
		return found;
	}

	private static @Nullable String tried(ScratchEngine engine, Stage stage, Trial trial, @Nullable String from,
			@Nullable String to, Set<String> there) {
		if (from == null || to == null) {
			return null;
		}
		Savepoint here = stage.here();
		try {
			Connection connection = stage.connection();
			Footprint before = Footprint.of(connection, trial.instance());
			if (!before.places().equals(trial.places().stream().sorted().toList())) {
				return null;
			}
			new Crossing(from, to, trial.byHand()).cross(engine.itself(), List.of(trial.instance()));
			return Footprint.of(connection, trial.instance()).differs(before, trial.byHand(), there);
		}
		catch (Crossing.Impossible ex) {
			return ex.getMessage();
		}
		catch (ProcessEngineException ex) {
			log.warn("A copy of {} could not go on by {}", trial.instance(), to, ex);
			return "The engine can't take a case from there to the new version.";
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The scratch engine's tables can't be read", ex);
		}
		finally {
			stage.backTo(here);
		}
	}

	/**
	 * One thing to try.
	 *
	 * @param key what it is called in the result
	 * @param process the process whose diagram is replaced
	 * @param instance the engine's id of the running process to copy
	 * @param definition that of the version that it runs by
	 * @param places the elements where it waits, in order
	 * @param byHand where what waits at an element shall wait then, unless at the same
	 */
	public record Trial(String key, String process, String instance, String definition, List<String> places,
			Map<String, String> byHand) {
	}

}
