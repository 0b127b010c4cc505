package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.time.Instant;

/** What was done to an object, by whom, why and when: what every view of a row of the log tells. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class LoggedChange implements Serializable {

  private static final long serialVersionUID = 1L;

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
