package io.dayside.workforce;

/**
 * Something in a file that cannot be so.
 *
 * @param line of the file, from 1
 * @param column its name in the first line; empty where the whole line is meant
 */
public record ImportProblem(long line, String column, String what) {}
