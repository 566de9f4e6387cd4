/**
 * From measurements to what people read: one result file of a whole set, its goals, plots, and the tables of a page,
 * which are generated and checked against the file.
 */
package io.ringfence.benchmarks.report;
