package dev.trierarch.catalog.trierarch;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.ArrayList;
import tools.jackson.databind.node.ObjectNode;

/** One object that is not the same at two revisions, as the API shows it. */
@Group("trierarch.dev")
@Version("v1")
@Kind("Difference")
@JsonClassDescription(
    "Difference is one object that is not the same at two revisions. The field selectors from and"
        + " to of a list say at which; without them, at the oldest one that is kept and now.")
public final class LogDifference extends VirtualObject {

  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("The earlier revision.")
  public String from;

  @JsonPropertyDescription("The later revision.")
  public String to;

  @JsonPropertyDescription("The object that differs.")
  public ChangedObject object;

  @JsonPropertyDescription("What all steps together come to: CREATE, UPDATE or DELETE.")
  public String operation;

  @JsonPropertyDescription("The object at the earlier revision; absent when it was not there.")
  public ObjectNode before;

  @JsonPropertyDescription("The object at the later revision; absent when it was gone.")
  public ObjectNode after;

  @JsonPropertyDescription("Every change of the object between the two, oldest first.")
  public ArrayList<DifferenceStep> steps;
}
