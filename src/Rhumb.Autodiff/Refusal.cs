namespace Rhumb.Autodiff;

/// <summary>A node that cannot be differentiated.</summary>
/// <param name="Node">Operator and name: "LSTM 'encoder'".</param>
/// <param name="Operator">Operator, its domain in front where it is not ONNX's own.</param>
/// <param name="Opset">Version of the operator set that the model takes it from.</param>
/// <param name="Reason">Why, and the way out, in one sentence that names the node.</param>
public sealed record Refusal(string Node, string Operator, long Opset, string Reason);
