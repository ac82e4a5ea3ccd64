namespace Rhumb.Runtime;

/// <summary>How much the engine rewrites a graph while loading it. The numbers are ONNX Runtime's <c>GraphOptimizationLevel</c>.</summary>
public enum GraphOptimization
{
    /// <summary>Run the graph as it is written.</summary>
    None = 0,

    /// <summary>Constant folding and the removal of what is redundant.</summary>
    Basic = 1,

    /// <summary>Also fused operators.</summary>
    Extended = 2,

    /// <summary>Also memory layouts that suit the processor.</summary>
    All = 99,
}
