package io.payonce.auditor.measuring;

import java.time.Instant;
import java.util.Optional;

/**
 * How the commands of a partition stand.
 *
 * @param open how many lack an outcome
 * @param overdue how many of them were said to be overdue
 * @param oldest when the one of them that was seen first was seen
 */
public record Figures(int open, int overdue, Optional<Instant> oldest) {}
