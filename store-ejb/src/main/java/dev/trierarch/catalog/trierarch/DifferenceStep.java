package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Instant;

/** One of the changes that made two states of an object differ. */
@JsonClassDescription("DifferenceStep is one of the changes between two states of an object.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class DifferenceStep implements Serializable {

  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("The revision that the change made.")
  public String revision;

  @JsonPropertyDescription("What was done: CREATE, UPDATE or DELETE.")
  public String operation;

  @JsonPropertyDescription("The user who did it.")
  public String user;

  @JsonPropertyDescription("The program or the controller that did it.")
  public String actor;

  @JsonPropertyDescription("The revision that was reacted to; absent when there is none.")
  public String cause;

  @JsonPropertyDescription("When it was done.")
  @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = VirtualObject.MICROS, timezone = "UTC")
  public Instant time;
}
