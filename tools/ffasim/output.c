/* SPDX-License-Identifier: GPL-2.0-only */
#include "output.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>
#include <libxml/xmlwriter.h>

#include "command.h"

static struct
{
    const struct output *options;
    struct json_object *files; /* of --json */
    xmlBufferPtr buffer;       /* of --junit */
    xmlTextWriterPtr junit;
} output;

void output_begin(const struct output *options)
{
    output.options = options;
    if ( options->json )
        output.files = json_object_new_array();
    if ( options->junit )
    {
        output.buffer = xmlBufferCreate();
        output.junit = xmlNewTextWriterMemory(output.buffer, 0);
        xmlTextWriterSetIndent(output.junit, 1);
        xmlTextWriterStartDocument(output.junit, NULL, "UTF-8", NULL);
        xmlTextWriterStartElement(output.junit, BAD_CAST "testsuite");
        xmlTextWriterWriteAttribute(output.junit, BAD_CAST "name",
                                    BAD_CAST "ffasim run");
    }
}

static void add_hex(struct json_object *object, const char *key, uint64_t value)
{
    char text[17];

    snprintf(text, sizeof(text), "%016" PRIx64, value);
    json_object_object_add(object, key, json_object_new_string(text));
}

static void add_json(const char *file, const struct outcome *outcome,
                     const char *text)
{
    struct json_object *object = json_object_new_object();

    json_object_object_add(object, "file", json_object_new_string(file));
    json_object_object_add(
        object, "verdict",
        json_object_new_string(verdict_name(outcome->verdict)));
    json_object_object_add(object, "as_expected",
                           json_object_new_boolean(outcome->as_expected));
    json_object_object_add(object, "kind",
                           json_object_new_string(outcome->kind));
    add_hex(object, "signature", outcome->signature);
    add_hex(object, "digest", outcome->digest);
    json_object_object_add(object, "events",
                           json_object_new_int64(outcome->nr_events));
    json_object_object_add(
        object, "decision_points",
        json_object_new_int64((int64_t)outcome->decision_points));
    json_object_object_add(object, "text", json_object_new_string(text));
    json_object_array_add(output.files, object);
}

static void add_junit(const char *file, const struct outcome *outcome,
                      const char *text)
{
    xmlTextWriterPtr junit = output.junit;

    xmlTextWriterStartElement(junit, BAD_CAST "testcase");
    xmlTextWriterWriteAttribute(junit, BAD_CAST "name", BAD_CAST file);
    if ( !outcome->as_expected )
    {
        xmlTextWriterStartElement(
            junit,
            BAD_CAST(outcome->verdict == VERDICT_ERROR ? "error" : "failure"));
        xmlTextWriterWriteFormatAttribute(junit, BAD_CAST "message",
                                          "%s %s, %s expected",
                                          verdict_name(outcome->verdict),
                                          outcome->kind, outcome->expected);
        xmlTextWriterWriteString(junit, BAD_CAST text);
        xmlTextWriterEndElement(junit);
    }
    xmlTextWriterEndElement(junit);
}

static void print_line(const char *file, const struct outcome *outcome,
                       const char *text)
{
    printf("%s: %s", file, verdict_name(outcome->verdict));
    if ( outcome->kind[0] )
        printf(" %s sig=%016" PRIx64, outcome->kind, outcome->signature);
    printf(" digest=%016" PRIx64, outcome->digest);
    if ( !outcome->as_expected )
        printf(" UNEXPECTED: %s expected", outcome->expected);
    printf("\n%s", text);
    fflush(stdout);
}

void output_add(const char *file, const struct outcome *outcome,
                const char *text)
{
    if ( output.files )
        add_json(file, outcome, text);
    else
        print_line(file, outcome, text);
    if ( output.junit )
        add_junit(file, outcome, text);
}

void output_unusable(const char *file, const char *error)
{
    fprintf(stderr, "%s\n", error);
    if ( output.files )
    {
        struct json_object *object = json_object_new_object();

        json_object_object_add(object, "file", json_object_new_string(file));
        json_object_object_add(object, "error", json_object_new_string(error));
        json_object_array_add(output.files, object);
    }
    if ( output.junit )
    {
        xmlTextWriterStartElement(output.junit, BAD_CAST "testcase");
        xmlTextWriterWriteAttribute(output.junit, BAD_CAST "name",
                                    BAD_CAST file);
        xmlTextWriterStartElement(output.junit, BAD_CAST "error");
        xmlTextWriterWriteAttribute(output.junit, BAD_CAST "message",
                                    BAD_CAST error);
        xmlTextWriterEndElement(output.junit);
        xmlTextWriterEndElement(output.junit);
    }
}

static void end_json(void)
{
    struct json_object *whole = json_object_new_object();

    json_object_object_add(whole, "files", output.files);
    puts(json_object_to_json_string_ext(whole, JSON_C_TO_STRING_PRETTY));
    json_object_put(whole);
    output.files = NULL;
}

static bool end_junit(void)
{
    FILE *out;
    bool well = false;

    xmlTextWriterEndDocument(output.junit);
    xmlFreeTextWriter(output.junit);
    output.junit = NULL;
    out = fopen(output.options->junit, "w");
    if ( out )
    {
        well = fputs((const char *)xmlBufferContent(output.buffer), out) >= 0;
        well = !fclose(out) && well;
    }
    xmlBufferFree(output.buffer);
    if ( !well )
        command_unusable("%s: %s", output.options->junit, strerror(errno));
    return well;
}

bool output_end(void)
{
    if ( output.files )
        end_json();
    return output.junit ? end_junit() : true;
}
