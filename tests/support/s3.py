"""A real S3 server on this machine for the tests: moto's, told to hold every request to its signature and rights."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote
from urllib.request import Request, urlopen

import boto3  # type: ignore[import-untyped]  # it ships no types
from moto.server import ThreadedMotoServer

REGION = "eu-west-2"
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


@contextmanager
def s3() -> Iterator[str]:
    """A server with an empty bucket; its address for FILES_URL."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        url = f"http://{host}:{port}"
        _told(url, "inf")
        key, secret = _somebody(url)
        storage = boto3.client(
            "s3", endpoint_url=url, aws_access_key_id=key, aws_secret_access_key=secret, region_name=REGION
        )
        storage.create_bucket(Bucket="papers", CreateBucketConfiguration={"LocationConstraint": REGION})
        _told(url, "0")
        yield f"s3://{quote(key, safe='')}:{quote(secret, safe='')}@{host}:{port}/papers/files?region={REGION}&tls=no"
    finally:
        _told(url, "inf")
        server.stop()


def _told(url: str, free: str) -> None:
    """How many requests are let in without a check of their signature; and nothing of an earlier test is left."""
    asked = Request(
        f"{url}/moto-api/reset-auth", data=free.encode(), headers={"Content-Type": "text/plain"}, method="POST"
    )
    urlopen(asked, timeout=10).close()


def _somebody(url: str) -> tuple[str, str]:
    urlopen(Request(f"{url}/moto-api/reset", method="POST"), timeout=10).close()
    people = boto3.client("iam", endpoint_url=url, aws_access_key_id="a", aws_secret_access_key="a", region_name=REGION)
    people.create_user(UserName="changeportal")
    people.put_user_policy(UserName="changeportal", PolicyName="all", PolicyDocument=json.dumps(POLICY))
    held = people.create_access_key(UserName="changeportal")["AccessKey"]
    return held["AccessKeyId"], held["SecretAccessKey"]
