namespace Defects.Trainer.Export;

/// <summary>Collects the nodes, weights and outputs of an ONNX graph.</summary>
public sealed class GraphBuilder;
