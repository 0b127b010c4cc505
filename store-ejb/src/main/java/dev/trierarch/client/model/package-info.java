/**
 * Small pure questions about Kubernetes objects that more than one part of the control plane asks.
 */
package dev.trierarch.client.model;
