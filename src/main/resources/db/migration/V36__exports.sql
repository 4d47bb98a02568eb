-- Cases of a period, page by page in their order.
ALTER TABLE support_case
  ADD KEY support_case_opened (opened_at, id),
  ADD KEY support_case_closed (closed_at, id);
