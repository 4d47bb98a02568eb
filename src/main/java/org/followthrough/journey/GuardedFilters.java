package org.followthrough.journey;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;

/**
 * The engine's filter service, as Tasklist uses it: no filter is kept whose expressions
 * the guard objects to. It would be refused each time that somebody looks through it.
 */
class GuardedFilters extends FilterServiceImpl {

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
