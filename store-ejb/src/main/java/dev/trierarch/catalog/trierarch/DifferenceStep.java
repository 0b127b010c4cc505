package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One of the changes that made two states of an object differ. */
@JsonClassDescription("DifferenceStep is one of the changes between two states of an object.")
public final class DifferenceStep extends LoggedChange {

  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("The revision that the change made.")
  public String revision;
}
