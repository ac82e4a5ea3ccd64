namespace Rhumb.Studio.Endpoints;

/// <summary>
/// What the library says to a person who works in Chinese: the sentences of every <see cref="RhumbException"/> that the page can meet, by their English template. What a
/// sentence quotes ({0}, {1}, …) stays as it is. A test reads the sources and fails where a sentence is missing here, or is said no longer.
/// </summary>
internal static class ChineseSentences
{
    /// <summary>Chinese templates by English ones.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Sessions.
        ["The session has no events; start a new one."] = "会话中没有任何事件；请开始一个新会话。",
        ["A session begins with its start, not with '{0}'; the journal is damaged."] = "会话应当从起点开始，而不是“{0}”；日志已损坏。",
        ["Step {0} does not come from step {1}; reload the page."] = "步骤 {0} 不是由步骤 {1} 而来；请刷新页面。",
        ["The session has started already."] = "会话已经开始了。",
        ["This version of Rhumb does not know the event '{0}'; update it."] = "这个版本的 Rhumb 不认识事件“{0}”；请更新 Rhumb。",
        ["The session has no step {0}; reload the page."] = "会话中没有步骤 {0}；请刷新页面。",
        ["The session has no starred result {0}; reload the page."] = "会话中没有星标生成物 {0}；请刷新页面。",
        ["There is a starred result {0} already; reload the page."] = "星标生成物 {0} 已经存在；请刷新页面。",
        ["{0} results are starred, which is as many as there may be; take a star away first."] = "已有 {0} 个星标生成物，不能再多；请先取消一个星标。",
        ["Step {0} is not the next one, {1} is; reload the page."] = "下一个步骤应当是 {1}，而不是 {0}；请刷新页面。",
        ["Choose 1 to {0} sliders, not {1}."] = "滑条的数量应当是 1 到 {0}，而不是 {1}。",
        ["The directions of this step are still being computed; wait for the slider."] = "这一步的方向还在计算中；请等滑条出现。",
        ["This step has {0} sliders, the place has {1}; reload the page."] = "这一步有 {0} 根滑条，给出的位置却有 {1} 个；请刷新页面。",
        ["A slider's place is within -1 and 1, not {0}."] = "滑条的位置应当在 -1 和 1 之间，而不是 {0}。",
        ["There is nothing to undo: this is the start."] = "没有可以撤销的步骤：这里就是起点。",
        ["This is not a session file: {0} Choose a file that Rhumb saved."] = "这不是会话文件：{0} 请选择 Rhumb 保存的文件。",
        ["The session file has schema '{0}'; this version of Rhumb reads '{1}'."] = "会话文件的格式是“{0}”；这个版本的 Rhumb 只能读取“{1}”。",
        ["The session file lacks event {0}; export the session again."] = "会话文件缺少事件 {0}；请重新导出会话。",
        ["This point has only {0} directions; choose fewer sliders."] = "这一点只有 {0} 个方向；请减少滑条。",

        // The journal.
        ["Only the start of a session has number 0; use Begin for it."] = "只有会话的起点编号为 0；请用 Begin 写入。",
        ["There is no session '{0}'; list the sessions to find its name."] = "没有会话“{0}”；请在会话列表中查找它的名称。",
        ["Event {0} does not follow what the journal holds of session '{1}'; it was changed elsewhere: reload it."] = "事件 {0} 与日志中会话“{1}”的内容接不上：它已在别处改变，请重新载入。",
        ["Event {0} of session '{1}' cannot be read; open it with the version of Rhumb that wrote it."] = "无法读取会话“{1}”的事件 {0}；请用写入它的那个版本的 Rhumb 打开。",
        ["The disk that holds the journal '{0}' is full; free some space and try again. Nothing acknowledged is lost."] = "日志“{0}”所在的磁盘已满；请腾出空间后重试。已确认的操作都没有丢失。",
        ["The journal '{0}' is in use by another program; close it and try again."] = "日志“{0}”正被其他程序使用；请关闭那个程序后重试。",
        ["The journal '{0}' cannot be opened for writing; check the folder's permissions."] = "无法写入日志“{0}”；请检查文件夹的权限。",
        ["'{0}' is not a journal of Rhumb, or is damaged; move it away or restore a copy."] = "“{0}”不是 Rhumb 的日志，或者已经损坏；请把它移走，或用备份恢复。",
        ["The journal '{0}' failed: {1}"] = "日志“{0}”出错：{1}",
        ["The journal '{0}' cannot be opened: {1}"] = "无法打开日志“{0}”：{1}",

        // Directions and points.
        ["The directions could not be computed: {0}"] = "无法计算推荐方向：{0}",
        ["{0} sliders were asked for, but this point has only {1} directions; ask for fewer."] = "要求了 {0} 根滑条，但这一点只有 {1} 个方向；请减少滑条。",
        ["{0} directions were asked for, but this point has only {1}; ask for fewer."] = "要求了 {0} 个方向，但这一点只有 {1} 个；请减少数量。",
        ["The target of a visible change is between 0 and 1, not {0}."] = "可见变化的目标应当在 0 和 1 之间，而不是 {0}。",
        ["The rank must be at least 1, not {0}."] = "秩至少是 1，而不是 {0}。",
        ["The subspace method '{0}' is not known; use auto, exact, block, rows, differences or random."] = "没有名为“{0}”的子空间方法；请用 auto、exact、block、rows、differences 或 random。",
        ["Generator '{0}' does not evaluate its metric, so forward differences cannot be taken; use method exact or block."] = "生成器“{0}”不能计算它的度量，所以无法用前向差分；请用 exact 或 block 方法。",
        ["The prior '{0}' cannot be sampled; use normal, uniform or spherical."] = "无法从先验“{0}”采样；请用 normal、uniform 或 spherical。",

        // Generators, as they are opened.
        ["There is no generator manifest at '{0}'; name a {1} or the folder that holds one."] = "“{0}”处没有生成器清单；请给出 {1} 或它所在的文件夹。",
        ["'{0}' is not a valid manifest: {1}; see docs/generator-manifest.md."] = "“{0}”不是有效的清单：{1}；格式见 docs/generator-manifest.md。",
        ["'{0}' is not a valid manifest: {1}."] = "“{0}”不是有效的清单：{1}。",
        ["'{0}' names '{1}', which is missing; put it beside the manifest or correct the path."] = "“{0}”提到的“{1}”不存在；请把它放在清单旁边，或更正路径。",
        ["The manifest names '{0}', which is missing in '{1}'; write the file before the manifest."] = "清单提到的“{0}”不在“{1}”中；请先写这个文件，再写清单。",
        ["'{0}' cannot be read: {1}"] = "无法读取“{0}”：{1}",
        ["'{0}' ({1} bytes) is not the file that the manifest means (its SHA-256 differs): it is truncated or has been replaced; fetch it again, or train it again."] =
            "“{0}”（{1} 字节）不是清单所指的文件（SHA-256 不同）：它不完整，或者被替换过；请重新获取或重新训练。",
        ["Generator '{0}' does not make shapes; open it as what it is."] = "生成器“{0}”生成的不是形状；请按它的类型打开。",
        ["Generator '{0}' has {1} latent blocks; a shape generator has one."] = "生成器“{0}”有 {1} 个隐变量块；形状生成器只有一个。",
        ["'{0}': {1}"] = "“{0}”：{1}",
        ["'{0}' has the inputs {1}; a shape decoder has '{2}' (the code, as the manifest calls it) and 'points' [P, 3]: correct the manifest or export the decoder so."] =
            "“{0}”的输入是 {1}；形状解码器的输入应当是“{2}”（清单中编码的名称）和“points” [P, 3]：请更正清单，或照此导出解码器。",
        ["'{0}' has the outputs {1}; name the one that is the field 'field'."] = "“{0}”的输出是 {1}；请把表示场的那个输出命名为“field”。",
        ["'{0}' has the inputs {1} and outputs {2}; a prior network has the input '{3}' (as the manifest calls it) and one output, the code."] =
            "“{0}”的输入是 {1}，输出是 {2}；先验网络应当有输入“{3}”（清单中的名称）和一个输出，即编码。",
        ["The manifest gives block '{0}' the shape [{1}], but '{2}' has {3}; correct the manifest."] = "清单中隐变量块“{0}”的形状是 [{1}]，而“{2}”中是 {3}；请更正清单。",
        ["'{0}' has {1}; {2} must be float with a free number of points ({3}): export the decoder so."] = "“{0}”中是 {1}；{2} 应当是 float，且点数不固定（{3}）：请照此导出解码器。",

        // Conditions, and images.
        ["'{0}' has no class '{1}'; choose one of {2}."] = "“{0}”没有类别“{1}”；请从 {2} 中选择。",
        ["The generator takes no conditions, so '{0}' cannot be chosen; leave it out."] = "这个生成器没有条件，不能选择“{0}”；请去掉它。",
        ["The generator has no condition '{0}'; it has {1}."] = "这个生成器没有条件“{0}”；它有 {1}。",
        ["The point does not say which '{0}' it is of; choose {1}{2}, as with --condition {3}=…."] = "这一点没有说明它的“{0}”；请选择：{1}{2}，例如 --condition {3}=…。",
        ["'{0}' is {1}, not '{2}'."] = "“{0}”应当是 {1}，而不是“{2}”。",
        ["'{0}' is a picture; give a PNG file."] = "“{0}”是图片；请给出 PNG 文件。",
        ["{0} is no PNG file; save it as PNG."] = "{0}：不是 PNG 文件，请存为 PNG。",
        ["{0} is {1} × {2} pixels; make it smaller."] = "{0}：有 {1} × {2} 像素，请缩小。",
        ["{0} is interlaced; save it without interlacing."] = "{0}：是隔行扫描的 PNG，请不用隔行扫描保存。",
        ["{0} is a damaged PNG file; save it again."] = "{0}：PNG 文件已损坏，请重新保存。",
        ["Generator '{0}' is of a kind that this Rhumb cannot open; use a newer one."] = "这个 Rhumb 打不开生成器“{0}”这样的类型；请用更新的版本。",
        ["The network draws random numbers that cannot be frozen ({0}); export it with its noise as constants."] = "网络所用的随机数无法固定（{0}）；请把噪声作为常量导出。",
        ["There is no metric '{0}' for '{1}'; choose {2}."] = "“{1}”没有度量“{0}”；请选择 {2}。",
        ["Generator '{0}' has no classifier with an output 'features' [B, f], so there is no metric 'features'; choose another."] =
            "生成器“{0}”没有带“features” [B, f] 输出的分类器，所以没有度量“features”；请选择别的度量。",
        ["Generator '{0}' does not make sounds; open it as what it is."] = "生成器“{0}”生成的不是声音；请按它的类型打开。",
        ["Generator '{0}' does not make images; open it as what it is."] = "生成器“{0}”生成的不是图像；请按它的类型打开。",
        ["Generator '{0}' has {1} latent blocks, and outputs are made from one so far; export the others as constants."] =
            "生成器“{0}”有 {1} 个隐变量块，而生成物目前只由一个生成；请把其余的导出为常量。",
        ["'{0}' has the inputs {1}, but the manifest names {2}; describe the latent under 'latent' and every other input under 'conditions'."] =
            "“{0}”的输入是 {1}，而清单中是 {2}；请在“latent”下描述隐变量，在“conditions”下描述其余的输入。",
        ["'{0}' has the outputs {1}; name the one that is meant '{2}'."] = "“{0}”的输出是 {1}；请把要用的那个命名为“{2}”。",
        ["The manifest says that images are [B, {0}], but '{1}' returns {2}; correct 'image'."] = "清单中图像的形状是 [B, {0}]，而“{1}”返回 {2}；请更正“image”。",
        ["The manifest says that sounds are {0}, but '{1}' returns {2}; correct 'sound'."] = "清单中声音的形状是 {0}，而“{1}”返回 {2}；请更正“sound”。",
        ["The manifest gives the {0} '{1}' the shape [B{2}] of {3}, but '{4}' has {5}; correct the manifest."] = "清单中 {0}“{1}”的形状是 [B{2}]，类型 {3}，而“{4}”中是 {5}；请更正清单。",
        ["Sounds are written as {0}, not as '{1}'; change the file's extension."] = "声音可以写成 {0}，不能写成“{1}”；请更改文件扩展名。",
        ["The sound holds {0} at sample {1}, so it cannot be written; choose another point."] = "声音在第 {1} 个采样处的值是 {0}，无法写入；请换一个点。",
        ["Images are written as {0}, not as '{1}'; change the file's extension."] = "图像可以写成 {0}，不能写成“{1}”；请更改文件扩展名。",

        // Files.
        ["There is no file '{0}'; check the path."] = "没有文件“{0}”；请检查路径。",
        ["'{0}' carries no recipe that can be read; open a GLB, OBJ, STL, PNG or WAV that Rhumb exported."] = "“{0}”中没有可以读取的配方；请打开 Rhumb 导出的 GLB、OBJ、STL、PNG 或 WAV 文件。",
        ["The recipe in '{0}' is damaged and cannot be opened; export the output again."] = "“{0}”中的配方已损坏，无法打开；请重新导出。",
        ["The recipe in '{0}' has schema {1}, this Rhumb reads up to {2}: open it with a newer Rhumb."] = "“{0}”中配方的格式版本是 {1}，这个 Rhumb 最高只能读取 {2}：请用更新的 Rhumb 打开。",
        ["The recipe in '{0}' does not fit the generator '{1}': {2}"] = "“{0}”中的配方不适合生成器“{1}”：{2}",
        ["The shape is empty here, so there is nothing to write; choose another point."] = "这里的形状是空的，没有内容可以写入；请换一个点。",
        ["The scale {0} is no length: give metres a unit, a positive number."] = "比例 {0} 不是长度：请给出每单位多少米，应为正数。",
        ["Meshes are written as {0}, not as '{1}'; change the file's extension."] = "网格可以写成 {0}，不能写成“{1}”；请更改文件扩展名。",
        ["An STL of {0} triangles cannot carry this recipe of {1} bytes; export at a finer resolution, or as GLB or OBJ."] =
            "只有 {0} 个三角形的 STL 装不下 {1} 字节的配方；请提高分辨率，或导出为 GLB 或 OBJ。",
        ["'{0}' is a folder; name a file."] = "“{0}”是文件夹；请给出文件名。",
        ["'{0}' cannot be written: the folder '{1}' does not exist; create it first."] = "无法写入“{0}”：文件夹“{1}”不存在；请先建立它。",
        ["'{0}' was not written because the disk is full; free some space or choose another folder."] = "磁盘已满，“{0}”没有写入；请腾出空间，或换一个文件夹。",
        ["'{0}' cannot be written: permission denied; choose a folder you may write to."] = "无法写入“{0}”：没有权限；请选择可以写入的文件夹。",
        ["'{0}' cannot be written: {1}"] = "无法写入“{0}”：{1}",

        // The studio, as it starts.
        ["The studio's page is missing at '{0}'; build it with 'dotnet build src/Rhumb.Studio'."] = "“{0}”处没有工作室的页面；请用“dotnet build src/Rhumb.Studio”构建。",
        ["A port is 0 to 65535, not {0}."] = "端口应当是 0 到 65535，而不是 {0}。",
        ["The studio needs a generator; name one, or train one with './rhumb train seat'."] = "工作室需要生成器；请给出一个，或用“./rhumb train seat”训练一个。",
        ["The studio has no view of what '{0}' makes; use a newer one."] = "这个工作室无法显示“{0}”的生成物；请用更新的版本。",
        ["Two generators are called '{0}'; start the studio with one of them."] = "有两个生成器都叫“{0}”；请只用其中一个启动工作室。",
    };

    /// <summary>The sentence in Chinese; a sentence from elsewhere than the library stays English.</summary>
    public static string Of(Sentence sentence) => All.TryGetValue(sentence.Template, out var template) ? sentence.In(template) : sentence.ToString();
}
