package org.followthrough.journey;

import java.util.List;
import java.util.function.Supplier;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * The engine's filter service, as Tasklist uses it. No filter is kept whose expressions
 * the guard objects to: it would be refused each time that somebody looks through it. The
 * one that is looked through most is read by {@link GroupsFilter}.
 */
class GuardedFilters extends FilterServiceImpl {

	private final ProcessEngineConfigurationImpl engine;

	private final Supplier<TaskMapper> tasks;

	GuardedFilters(ProcessEngineConfigurationImpl engine, Supplier<TaskMapper> tasks) {
		this.engine = engine;
		this.tasks = tasks;
	}

	/**
	 * The engine still reads the tasks, so that all its rules hold; but only those of the
	 * page.
	 */
	@Override
	public <T, Q extends Query<?, T>> List<T> listPage(String filterId, @Nullable Q more, int first, int most) {
		if (more instanceof TaskQueryImpl page) {
			GroupsFilter known = known(filterId, more);
			if (known != null && known.isByDueTime()) {
				List<String> ids = known.page(first, most);
				page.taskIdIn(ids.toArray(String[]::new));
				return ids.isEmpty() ? List.of() : super.listPage(filterId, more, 0, most);
			}
		}
		return super.listPage(filterId, more, first, most);
	}

	@Override
	public Long count(String filterId, @Nullable Query<?, ?> more) {
		GroupsFilter known = known(filterId, more);
		return (known != null) ? Long.valueOf(known.count()) : super.count(filterId, more);
	}

	private @Nullable GroupsFilter known(String filterId, @Nullable Query<?, ?> more) {
		Filter filter = getFilter(filterId);
		return (filter == null) ? null
				: GroupsFilter.of((more != null) ? filter.extend(more) : filter, this.engine, this.tasks.get());
	}

	@Override
	public Filter saveFilter(Filter filter) {
		AbstractQuery<?, ?> query = filter.getQuery();
		if (query != null) {
			check(filter, query);
		}
		return super.saveFilter(filter);
	}

	private static void check(Filter filter, AbstractQuery<?, ?> query) {
		query.getExpressions()
			.forEach((criterion, expression) -> ExpressionGuard.objection(expression).ifPresent((objection) -> {
				throw new BadUserRequestException(
						"The filter \"" + filter.getName() + "\" can't be saved: the expression \"" + expression
								+ "\" for " + criterion + " is not allowed: " + objection + ".");
			}));
		if (query instanceof TaskQueryImpl tasks) {
			tasks.getQueries().stream().filter((part) -> part != tasks).forEach((part) -> check(filter, part));
		}
	}

}
