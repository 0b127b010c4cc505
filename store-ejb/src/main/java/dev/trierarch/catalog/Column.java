package dev.trierarch.catalog;

import java.time.Instant;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * One column of a kind's table.
 *
 * @param type OpenAPI type of the cells: string, integer, number, boolean, date
 * @param format OpenAPI format, empty when none; {@code name} marks the column that identifies the
 *     row
 * @param priority 0 is always shown, higher only in wide output
 * @param cell the cell's value from the object's tree and the time now (for ages); a String, a
 *     Number or a Boolean
 */
public record Column(
    String name,
    String type,
    String format,
    String description,
    int priority,
    BiFunction<JsonNode, Instant, Object> cell) {}
