using System.Text;
using System.Text.Json;
using CsCheck;
using Defects.Agent.Messaging.Commands;
using Defects.Agent.Monitoring.Operators;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Messaging.Commands;

public sealed class CommandReaderTests
{
    [Fact]
    public void Read_EachCommand_GivesWhatItSays()
    {
        Assert.Equal(new OperatorCommand.Acknowledge(null, null), Read("ack", ""));
        Assert.Equal(new OperatorCommand.Acknowledge(null, "anna"), Read("ack", """{"by":"anna"}"""));
        var id = Ulid.NewUlid();
        Assert.Equal(new OperatorCommand.FalseAlarm(id, null), Read("false_alarm", $$"""{"event_id":"{{id}}"}"""));
        Assert.Equal(new OperatorCommand.Snooze(null, TimeSpan.FromMinutes(30), null), Read("snooze", """{"minutes":30}"""));
        Assert.Equal(new OperatorCommand.Snooze(DefectClass.Stringing, TimeSpan.FromMinutes(0.5), null), Read("snooze", """{"minutes":0.5,"class":"stringing"}"""));
        Assert.Equal(new OperatorCommand.Veto(null), Read("veto", " {} \n"));
        Assert.Equal(new OperatorCommand.Missed(DefectClass.Spaghetti, null), Read("missed", """{"class":"spaghetti"}"""));
        Assert.Equal(new OperatorCommand.Good(null), Read("good", "{}"));
        Assert.Equal(new OperatorCommand.Enable(false, null), Read("enable", """{"enabled":false}"""));
        Assert.Equal(new OperatorCommand.Pause(null), Read("pause", "{}"));
        Assert.Equal(new OperatorCommand.Threshold(DefectClass.Spaghetti, 0.7, null), Read("threshold", """{"class":"spaghetti","set":0.7}"""));
        Assert.Equal(new OperatorCommand.Threshold(DefectClass.Spaghetti, null, null), Read("threshold", """{"class":"spaghetti","set":null}"""));
    }

    [Theory]
    [InlineData("stop", "{}", "no such command; there are ack, false_alarm")]
    [InlineData("ack", "PRESS", "no JSON; expected an object such as {} for all alerts")]
    [InlineData("ack", "[]", "expected an object")]
    [InlineData("ack", """{"event_id":"nonsense"}""", "expected an object")]
    [InlineData("ack", """{"event_id":null}""", "expected an object")]
    [InlineData("ack", """{"evnt_id":"x"}""", "unknown member evnt_id")]
    [InlineData("snooze", "", "expected an object")]
    [InlineData("snooze", """{"minutes":1441}""", "expected an object")]
    [InlineData("snooze", """{"minutes":-1}""", "expected an object")]
    [InlineData("snooze", """{"minutes":1e999}""", "expected an object")]
    [InlineData("snooze", """{"minutes":"30"}""", "expected an object")]
    [InlineData("snooze", """{"minutes":30,"class":"warping"}""", "expected an object")]
    [InlineData("missed", """{"class":"good"}""", "expected an object")]
    [InlineData("enable", """{"enabled":"no"}""", "expected an object")]
    [InlineData("threshold", """{"class":"spaghetti","set":1}""", "expected an object")]
    [InlineData("threshold", """{"class":"spaghetti"}""", "expected an object")]
    [InlineData("veto", """{"\ud800":1}""", "unknown member ?; expected an object such as {}")]
    [InlineData("missed", """{"class":"\ud800"}""", "expected an object")]
    [InlineData("pause", """{"a":{"a":{"a":{"a":{"a":1}}}}}""", "no JSON")]
    public void Read_AnythingElse_IsRefusedWithWhatIsExpected(string name, string message, string reason)
    {
        var (command, refusal) = CommandReader.Read(name, Encoding.UTF8.GetBytes(message), isRetained: false);

        Assert.Null(command);
        Assert.Contains(reason, refusal);
    }

    [Fact]
    public void Read_Retained_IsRefusedForItMayBeOld()
    {
        var (command, refusal) = CommandReader.Read("pause", "{}"u8.ToArray(), isRetained: true);

        Assert.Null(command);
        Assert.Contains("retained", refusal);
    }

    [Fact]
    public void Read_LongMessage_IsRefusedBeforeItIsParsed()
    {
        var (command, refusal) = CommandReader.Read("ack", new byte[CommandReader.MostBytes + 1], isRetained: false);

        Assert.Null(command);
        Assert.Contains("4097 bytes", refusal);
    }

    [Fact]
    public void Read_LongNameWithLineBreaks_IsCutAndOnOneLine()
    {
        var by = Read("veto", JsonSerializer.Serialize(new { by = "a\nb" + new string('x', 100) }))!.By!;

        Assert.Equal("a?b" + new string('x', 61), by);
    }

    [Fact]
    public void Read_AnyBytes_NeitherThrowsNorAnswersNothing() =>
        Gen.Select(Pick([.. CommandReader.Members.Keys]), Gen.OneOf(Gen.Byte.Array[0, 60], Json)).Sample((name, message) =>
        {
            var (command, refusal) = CommandReader.Read(name, message, isRetained: false);
            return command is null == (refusal.Length > 0);
        });

    private static Gen<byte[]> Json { get; } =
        Gen.Select(Pick("by", "event_id", "minutes", "class", "enabled", "set", "x", "\\ud800"), Pick("1", "\"\\udc00\"", "\"spaghetti\"", "null", "true", "{}", "[1]", "1e400", "-0.5"))
            .Array[0, 4].Select(members => Encoding.UTF8.GetBytes("{" + string.Join(",", members.Select(m => $"\"{m.Item1}\":{m.Item2}")) + "}"));

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static OperatorCommand? Read(string name, string message)
    {
        var (command, refusal) = CommandReader.Read(name, Encoding.UTF8.GetBytes(message), isRetained: false);
        Assert.Empty(refusal);
        return command;
    }
}
