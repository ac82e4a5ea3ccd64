namespace Rhumb.Studio.Endpoints;

/// <summary>What the studio itself can refuse: a status, and a sentence with its remedy in each language; {0} is the name in question.</summary>
internal sealed record Problem(int Status, string English, string EnglishRemedy, string Chinese, string ChineseRemedy)
{
    public static readonly Problem NoSuchSession = new(404,
        "This session is not in the studio's journal.", "Open another one, or begin with a new random start.",
        "工作室的日志中没有这个会话。", "请打开其他会话，或从新的随机起点开始。");

    public static readonly Problem NoSuchGenerator = new(409,
        "The generator “{0}” is not loaded.", "Start the studio with it: ./rhumb studio {0}.",
        "生成器“{0}”没有载入。", "请用它启动工作室：./rhumb studio {0}。");

    public static readonly Problem OtherWeights = new(409,
        "This was made with other weights of the generator “{0}”; here it would show something else.", "Start the studio with the generator it was made with.",
        "它是用生成器“{0}”的另一组权重生成的，在这里会显示成别的样子。", "请用当时的生成器启动工作室。");

    public static readonly Problem NothingToRedo = new(409, "There is nothing to redo.", "Go on with the slider.", "没有可以重做的步骤。", "请继续使用滑条。");

    public static readonly Problem NothingKept = new(409, "Nothing has been kept as best yet.", "Keep one first (B).", "还没有留作最佳的生成物。", "请先留一个（B）。");

    public static readonly Problem NothingStarred = new(409, "Nothing is starred yet.", "Star a result first (T).", "还没有加星标的生成物。", "请先加星标（T）。");

    public static readonly Problem NameTooLong = new(400, "The name is longer than 120 characters.", "Choose a shorter one.", "名称超过了 120 个字符。", "请换一个短一些的名称。");

    public static readonly Problem NotForThisKind = new(400,
        "“{0}” does not apply to what this generator makes.", "Leave it out.", "“{0}”不适用于这个生成器的生成物。", "请去掉它。");

    public static readonly Problem BadSize = new(400,
        "The longest side must be more than 0 and at most 1000 metres.", "Correct the size.", "最长边必须大于 0 米且不超过 1000 米。", "请更正尺寸。");

    public static readonly Problem BadShapeFormat = new(400,
        "Shapes are not exported as “{0}”.", "Choose glb, obj or stl.", "形状不能导出为“{0}”。", "请选择 glb、obj 或 stl。");

    public static readonly Problem BadImageFormat = new(400, "Images are not exported as “{0}”.", "Choose png.", "图像不能导出为“{0}”。", "请选择 png。");

    public static readonly Problem BadSoundFormat = new(400, "Sounds are not exported as “{0}”.", "Choose wav.", "声音不能导出为“{0}”。", "请选择 wav。");

    public static readonly Problem BadScale = new(400,
        "The enlargement must be a whole number from 1 on, and the picture at most 8192 pixels a side.", "Choose a smaller one.",
        "放大倍数必须是不小于 1 的整数，且图像每边最多 8192 像素。", "请选择小一些的倍数。");

    public static readonly Problem BadAxis = new(400, "“{0}” is no upward axis.", "Choose y or z.", "“{0}”不是向上的轴。", "请选择 y 或 z。");

    public static readonly Problem BadDetail = new(400, "There is no detail “{0}”.", "Choose draft, full or export.", "没有“{0}”这种精细度。", "请选择 draft、full 或 export。");

    public static readonly Problem NoSuchStep = new(404, "The session has no such step or sliders.", "Reload the page.", "会话中没有这个步骤或滑条。", "请刷新页面。");

    public static readonly Problem NotOurs = new(403,
        "This request comes from another site.", "Open the studio at the address that it printed.", "这个请求来自其他网站。", "请用工作室启动时显示的地址打开它。");

    public static readonly Problem Refused = new(409, "{0}", "", "{0}", "");

    public static readonly Problem RuntimeRefused = new(409, "{0}", "", "ONNX Runtime 报告了错误：{0}", "");

    public static readonly Problem Unreadable = new(400,
        "The request could not be read: {0}", "See /openapi/v1.json for what it should hold.", "无法读取这个请求：{0}", "请求的格式见 /openapi/v1.json。");

    public static readonly Problem Unexpected = new(500,
        "Something unexpected went wrong: {0}", "What you did before is safe; try again, and report it if it comes back.",
        "发生了意外错误：{0}", "此前的操作都已安全保存，请重试；如再次出现，请反馈给我们。");

    /// <summary>The sentence in the language of a request.</summary>
    public (string Detail, string Remedy) In(bool chinese, string? name) =>
        (string.Format(chinese ? Chinese : English, name), string.Format(chinese ? ChineseRemedy : EnglishRemedy, name));
}
